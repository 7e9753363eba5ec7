import { html, type TemplateResult } from 'lit'
import { leaveIcon, pinIcon } from './icons.ts'
import { safe } from '../shared/markdown.ts'
import type { Choice } from './protocol.ts'
import type { Setting } from './setting.ts'
import { tongueOf } from './tongue.ts'

/** Something to pick. Of a card it is told what it is about: there may be the same word on every card. */
export function showChoice(c: Choice, s: Pick<Setting, 'words' | 'language' | 'acts'>, about?: string): TemplateResult {
  const lang = tongueOf(c.label) ?? s.language
  const url = safe(c.url ?? '')
  const whose = about ? html`<span class="unseen">: ${about}</span>` : ''
  if (url) {
    return html`<a class="choice" lang=${lang} href=${url} target="_blank" rel="noopener noreferrer"><span dir="auto">${c.label}</span>${whose}${leaveIcon}<span class="unseen" lang=${s.language}>, ${s.words.newWindow}</span></a>`
  }
  return html`<button class="choice" type="button" lang=${lang} @click=${() => s.acts.pick(c)}>${c.request === 'location' ? pinIcon : ''}<span dir="auto">${c.label}</span>${whose}</button>`
}
