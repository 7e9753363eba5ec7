import { html, nothing } from 'lit'
import { showCard } from './card.ts'
import './carousel.ts'
import './date.ts'
import './form.ts'
import { showFile, showPicture } from './media.ts'
import { showContact, showPlace } from './place.ts'
import type { Element, Entry } from './protocol.ts'
import type { Setting } from './setting.ts'

/** What stands below the text of an entry, in its order. */
export function showElements(e: Entry, s: Setting): unknown {
  return e.elements!.map((el) => element(el, e, s))
}

function element(el: Element, e: Entry, s: Setting): unknown {
  switch (el.kind) {
    case 'card':
      return el.cards?.slice(0, 1).map((c) => html`<div class="card">${showCard(c, s)}</div>`)
    case 'list':
      return html`<ul class="cards">${el.cards?.map((c) => html`<li class="card row">${showCard(c, s)}</li>`)}</ul>`
    case 'carousel':
      return html`<lotse-carousel .cards=${el.cards ?? []} .setting=${s}></lotse-carousel>`
    case 'image':
      return el.media ? showPicture(el.media, s) : nothing
    case 'file':
      return el.media ? showFile(el.media, s) : nothing
    case 'form':
      return html`<lotse-form .form=${el.form} .seq=${e.seq} .setting=${s} .over=${s.marks.sent.includes(e.seq)}></lotse-form>`
    case 'date':
      return s.last && el.date ? html`<lotse-date .picker=${el.date} .setting=${s}></lotse-date>` : nothing
    case 'location':
      return el.place ? showPlace(el.place, s) : nothing
    case 'contact':
      return el.contact ? showContact(el.contact) : nothing
  }
}
