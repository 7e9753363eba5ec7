import { html, type TemplateResult } from 'lit'
import { personIcon } from './icons.ts'
import type { Entry } from './protocol.ts'
import type { Setting } from './setting.ts'
import { showText } from './text.ts'
import { tongueOf } from './tongue.ts'

/** What happened, between what was said: somebody joined, or left; or what the bot has to say while a person has the word. */
export function showNotice(e: Entry, s: Setting): TemplateResult {
  return html`<div class="event" data-seq=${e.seq} lang=${tongueOf(e.text) ?? s.language}><span class="sign" aria-hidden="true">${personIcon}</span><div dir="auto">${showText(e)}</div></div>`
}
