import { svg, html } from 'lit'

const icon = (paths: unknown) => html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`

export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`)
export const sendIcon = icon(svg`<path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" />`)
export const personIcon = icon(svg`<circle cx="12" cy="8" r="3.6" /><path d="M4.8 19.5c.9-3.6 3.7-5.4 7.2-5.4s6.3 1.8 7.2 5.4" />`)
export const downIcon = icon(svg`<path d="M12 5v14M5.5 12.5L12 19l6.5-6.5" />`)
export const menuIcon = icon(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`)
export const clipIcon = icon(svg`<path d="M19.5 11.5l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.5 7.5a1.5 1.5 0 0 1-2.2-2.2l6.9-6.8" />`)
export const fileIcon = icon(svg`<path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5z" /><path d="M13.5 3.5v5h5" />`)
export const pictureIcon = icon(svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2" /><circle cx="9" cy="9.5" r="1.6" /><path d="M4 17l4.5-4 3 2.5 4.5-4.5 4.5 4" />`)
export const pinIcon = icon(svg`<path d="M12 21c4.3-4.3 6.5-7.8 6.5-10.8a6.5 6.5 0 0 0-13 0C5.5 13.2 7.7 16.7 12 21z" /><circle cx="12" cy="10" r="2.3" />`)
export const leaveIcon = icon(svg`<path d="M9 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V15M13 5h6v6M19 5l-8.5 8.5" />`)
export const backIcon = icon(svg`<path d="M14.5 5.5L8 12l6.5 6.5" />`)
export const forthIcon = icon(svg`<path d="M9.5 5.5L16 12l-6.5 6.5" />`)
export const tickIcon = icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`)
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.8v5M12 16.1v.01" />`)
export const phoneIcon = icon(svg`<rect x="7" y="3" width="10" height="18" rx="2" /><path d="M11 17.8h2" />`)
export const saveIcon = icon(svg`<path d="M12 4v10.5M7.5 10.5L12 15l4.5-4.5M5 19.5h14" />`)
export const soundIcon = icon(svg`<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5h4" />`)
export const plainIcon = icon(svg`<path d="M4 6.5h16M4 12h16M4 17.5h9" />`)
export const pageIcon = icon(svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2" /><path d="M3.5 9h17" />`)
export const restartIcon = icon(svg`<path d="M5 12a7 7 0 1 0 2.2-5.1L5 9M5 4.5V9h4.5" />`)
export const goodIcon = icon(svg`<path d="M7.5 10.5v9h-3v-9zM7.5 10.5l3.7-6.8c1.3 0 2.2.9 2.2 2.2v3.4h4.7a1.7 1.7 0 0 1 1.7 2l-1.2 6.7a1.8 1.8 0 0 1-1.8 1.5H7.5" />`)
export const poorIcon = icon(svg`<path d="M16.5 13.5v-9h3v9zM16.5 13.5l-3.7 6.8c-1.3 0-2.2-.9-2.2-2.2v-3.4H5.9a1.7 1.7 0 0 1-1.7-2l1.2-6.7a1.8 1.8 0 0 1 1.8-1.5h9.3" />`)
/** A pilot's boat with its sail: the mark of lotse. */
export const markIcon = icon(svg`<path d="M12 3.5v11M12 4.5c3.6 2 5.6 5 6 9.2h-6M4 17.2c1.3 2 2.7 3.3 4.4 3.3h7.2c1.7 0 3.1-1.3 4.4-3.3H4z" /><path d="M9 7.5c-1.8 1.5-3 3.6-3.3 6.2H9" />`)
export const unlinkIcon = icon(svg`<path d="M10 14.5l-1.5 1.5a3.5 3.5 0 0 1-5-5L5 9.5M14 9.5L15.5 8a3.5 3.5 0 0 1 5 5L19 14.5M4 4l16 16" />`)
