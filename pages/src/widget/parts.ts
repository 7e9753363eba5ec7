import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon, markIcon, pageIcon } from './icons.ts'
import type { Page } from './protocol.ts'
import { showMarkdown } from './text.ts'
import type { Transcript } from './transcript.ts'
import type { Words } from './words.ts'

/** What a conversation begins with. */
export function showGreeting(name: string, greeting: string): TemplateResult {
  return html`<div class="entry by-bot">
    <div class="byline" aria-hidden="true"><span class="face">${markIcon}</span><span dir="auto">${name}</span></div>
    <div class="bubble" dir="auto"><p>${greeting}</p></div>
  </div>`
}

/** What is being written. It is not announced: the finished reply is. */
export function showProgress(t: Transcript, expecting: boolean, words: Words): unknown {
  if (t.draft) return html`<div class="entry by-bot draft" aria-hidden="true"><div class="bubble" dir="auto">${showMarkdown(t.draft)}</div></div>`
  if (!expecting) return nothing
  const who = t.typist && t.typist !== 'bot' ? words.writes(t.typist) : words.writing
  return html`<div class="entry by-bot dots" aria-hidden="true"><div class="bubble" title=${who}><i></i><i></i><i></i><span class="still">${who} …</span></div></div>`
}

/** What is sent along with her consent, and the way to take that back. */
export function showPage(page: Page, words: Words, stop: () => void): TemplateResult {
  return html`<p class="page">
    <span class="sign">${pageIcon}</span><span class="title">${words.pageSent(page.title || page.url)}</span>
    <button class="icon" type="button" aria-label=${words.pageStop} title=${words.pageStop} @click=${stop}>${closeIcon}</button>
  </p>`
}
