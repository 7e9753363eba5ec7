import { html, svg } from 'lit'

const icon = (paths: unknown) =>
  html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`

/** A pilot's boat with its sail: the mark of lotse. */
export const mark = icon(svg`<path d="M12 3.5v11M12 4.5c3.600 2 5.600 5 6 9.200h-6M4 17.200c1.300 2 2.700 3.300 4.400 3.300h7.200c1.700 0 3.100-1.300 4.400-3.300H4z" /><path d="M9 7.500c-1.800 1.500-3 3.600-3.300 6.200H9" />`)
export const send = icon(svg`<path d="M12 19V5M5.500 11.500L12 5l6.500 6.500" />`)
export const sound = icon(svg`<path d="M4.500 9.500v5h3.200l4.300 3.700V5.800L7.700 9.500zM15.500 9a4.200 4.200 0 010 6M18 6.500a8 8 0 010 11" />`)
export const silent = icon(svg`<path d="M4.500 9.500v5h3.200l4.300 3.700V5.800L7.700 9.500zM16 9.800l4.400 4.400M20.400 9.800L16 14.200" />`)
export const people = icon(svg`<circle cx="9" cy="8.500" r="3.200" /><path d="M3 19c.7-3.200 3-4.800 6-4.800s5.300 1.600 6 4.800M16 5.600a3.200 3.200 0 010 5.800M17.500 14.600c1.900.7 3.100 2.200 3.500 4.400" />`)
export const out = icon(svg`<path d="M10 4.500H6.500a2 2 0 00-2 2v11a2 2 0 002 2H10M15 8l4 4-4 4M19 12H9.500" />`)
export const note = icon(svg`<path d="M5 4.500h14v10l-5 5H5zM14 19.500v-5h5M8.500 9h7M8.500 12.500h4" />`)
export const side = icon(svg`<rect x="3.500" y="5" width="17" height="14" rx="2.500" /><path d="M14.500 5v14" />`)
export const left = icon(svg`<path d="M14.500 5.500L8 12l6.500 6.500" />`)
export const clip = icon(svg`<path d="M19 11.500l-6.800 6.800a4.200 4.200 0 01-6-6l7.300-7.200a2.800 2.800 0 014 4l-7.200 7.100a1.400 1.400 0 01-2-2l6.600-6.600" />`)
