import { html, type TemplateResult } from 'lit'
import { personIcon } from './icons.ts'
import type { Entry } from './protocol.ts'
import type { Setting } from './setting.ts'
import { tongueOf } from './tongue.ts'

/** What happened, between what was said: somebody joined, or left. */
export function showNotice(e: Entry, s: Setting): TemplateResult {
  return html`<p class="event" data-seq=${e.seq} lang=${tongueOf(e.text) ?? s.language}><span class="sign" aria-hidden="true">${personIcon}</span><span dir="auto">${e.text}</span></p>`
}
