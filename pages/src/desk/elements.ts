import { html, nothing, type TemplateResult } from 'lit'
import type { Card, Detail, Element, Entry, Media } from './protocol.ts'
import type { Words } from './words.ts'

/** What goes with an entry's text, as agents see it: pictures and files can be opened, nothing can be answered here. */
export function showElements(d: Detail, e: Entry, w: Words): unknown {
  return (e.elements ?? []).map((x, i) => html`<div class="element">${element(d, e, x, i, w)}</div>`)
}

function element(d: Detail, e: Entry, x: Element, i: number, w: Words): unknown {
  const url = x.media ? address(d, e, x.media, i) : ''
  switch (x.kind) {
    case 'image':
      return html`<a href=${url} target="_blank" rel="noopener"><img src=${url} alt=${x.media?.alt || x.media?.name || w.picture} loading="lazy" /></a>`
    case 'file':
      return html`<a class="file" href=${url} download>${x.media?.name || w.file}</a>${x.media?.size ? html` <span class="faint">${size(x.media.size)}</span>` : nothing}`
    case 'location':
      return x.place ? html`<a href=${map(x.place.latitude, x.place.longitude)} target="_blank" rel="noopener noreferrer">${x.place.name || x.place.address || w.place}</a>` : nothing
    case 'contact':
      return html`<p>${[x.contact?.name, x.contact?.phone, x.contact?.email].filter(Boolean).join(' · ')}</p>`
    case 'form':
      return html`<p class="faint">${x.form?.title || w.form}: ${x.form?.fields.map((f) => f.label).join(', ')}</p>`
    case 'date':
      return nothing
    default:
      return (x.cards ?? []).map((c) => card(c))
  }
}

function card(c: Card): TemplateResult {
  return html`<p class="item"><b>${c.title}</b>${c.text ? html`<br />${c.text}` : nothing}</p>`
}

/** Where a file is had: here, on the web, or from the platform it was sent on. */
function address(d: Detail, e: Entry, m: Media, i: number): string {
  if (m.id) return `/desk/v1/files/${encodeURIComponent(m.id)}`
  if (m.remote) return `/desk/v1/conversations/${encodeURIComponent(d.id)}/media/${e.seq}/${i}`
  return m.url && /^https?:/.test(m.url) ? m.url : ''
}

const map = (lat: number, lon: number) => `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`

/** Bytes as people read them. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
