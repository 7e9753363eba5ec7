import { svg, html } from 'lit'

const icon = (paths: unknown) => html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`

export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`)
export const sendIcon = icon(svg`<path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" />`)
export const personIcon = icon(svg`<circle cx="12" cy="8" r="3.6" /><path d="M4.8 19.5c.9-3.6 3.7-5.4 7.2-5.4s6.3 1.8 7.2 5.4" />`)
export const downIcon = icon(svg`<path d="M12 5v14M5.5 12.5L12 19l6.5-6.5" />`)
/** A pilot's boat with its sail: the mark of lotse. */
export const markIcon = icon(svg`<path d="M12 3.5v11M12 4.5c3.6 2 5.6 5 6 9.2h-6M4 17.2c1.3 2 2.7 3.3 4.4 3.3h7.2c1.7 0 3.1-1.3 4.4-3.3H4z" /><path d="M9 7.5c-1.8 1.5-3 3.600-3.300 6.200H9" />`)
