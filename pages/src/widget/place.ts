import { html, nothing, type TemplateResult } from 'lit'
import { leaveIcon, personIcon, pinIcon } from './icons.ts'
import type { Contact, Place } from './protocol.ts'
import type { Setting } from './setting.ts'

/** A place, and the way to a map. Nothing is loaded of it before the customer asks. */
export function showPlace(p: Place, s: Setting): TemplateResult {
  const at = `${p.latitude.toFixed(5)}/${p.longitude.toFixed(5)}`
  const [lat, long] = at.split('/')
  const url = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${long}#map=17/${at}`
  return html`<a class="attachment" href=${url} target="_blank" rel="noopener noreferrer">
    <span class="sign">${pinIcon}</span>
    <span class="about"><span class="title" dir="auto">${p.name || s.words.place}</span><span class="small" dir="auto">${p.address || s.words.map}</span></span>
    <span class="sign">${leaveIcon}</span><span class="unseen">, ${s.words.map}, ${s.words.newWindow}</span>
  </a>`
}

/** A person's card. */
export function showContact(c: Contact): TemplateResult {
  const [first, ...rest] = [c.name, c.phone, c.email].filter((x) => x)
  return html`<div class="attachment">
    <span class="sign">${personIcon}</span>
    <span class="about"><span class="title" dir="auto">${first}</span>${rest.length ? html`<span class="small">${rest.join(' · ')}</span>` : nothing}</span>
  </div>`
}

/** Asks the device where it is. The browser asks the customer first; it happens only when she clicked. */
export function locate(): Promise<Place | undefined> {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude }),
      () => done(undefined),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })
}
