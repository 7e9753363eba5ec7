import { html, nothing, type TemplateResult } from 'lit'
import { fileIcon, saveIcon } from './icons.ts'
import { safe } from '../shared/markdown.ts'
import type { Media } from './protocol.ts'
import type { Setting } from './setting.ts'
import { saySize } from './size.ts'

/** A picture. A click shows it as large as the screen allows. */
export function showPicture(m: Media, s: Setting): TemplateResult {
  const what = m.alt || m.name || s.words.picture
  if (!m.url) return html`<p class="gone">${what}</p>`
  return html`<figure class="picture">
    <button type="button" aria-label=${s.words.enlarge(what)} @click=${() => s.acts.enlarge(m)}>
      <img src=${m.url} alt=${what} loading="lazy" @error=${(e: Event) => gone(e, m, s)} />
    </button>
  </figure>`
}

/** A picture that does not come is not left as a hole: its words stand for it, and a link. */
function gone(e: Event, m: Media, s: Setting): void {
  const figure = (e.target as HTMLElement).closest('figure')
  if (!figure) return
  figure.classList.add('gone')
  figure.dataset.told = `${m.alt || m.name || s.words.picture} – ${s.words.pictureGone}`
}

/** A card does without a picture that does not come. */
export function hide(e: Event): void {
  ;(e.target as HTMLElement).hidden = true
}

/** A file to take along. */
export function showFile(m: Media, s: Setting): TemplateResult {
  const about = [m.name || s.words.file, m.size ? saySize(m.size, s.language) : '']
  const inner = html`<span class="sign">${fileIcon}</span><span class="about"><span class="title" dir="auto">${about[0]}</span>${about[1] ? html`<span class="small">${about[1]}</span>` : nothing}</span>`
  const url = safe(m.url ?? '')
  if (!url) return html`<div class="attachment">${inner}</div>`
  return html`<a class="attachment" href=${url} target="_blank" rel="noopener noreferrer" download=${m.name ?? ''}>${inner}<span class="sign">${saveIcon}</span><span class="unseen">, ${s.words.download}</span></a>`
}
