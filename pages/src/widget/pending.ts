import { html, nothing, type TemplateResult } from 'lit'
import { fileIcon, pictureIcon, pinIcon } from './icons.ts'
import type { Mood } from './outbox.ts'
import type { Element, Utterance } from './protocol.ts'
import type { Words } from './words.ts'

/** What the customer said and the transcript does not have yet. */
export interface Waiting {
  words: Words
  /** How what waits is doing. */
  mood: Mood
  again: (id: string) => void
  discard: (id: string) => void
}

/** It is not live: it is announced when the transcript has it, or when it fails. */
export function showPending(u: Utterance, w: Waiting): TemplateResult {
  return html`<article class="entry by-customer ${u.taken ? '' : 'waiting'} ${u.failed ? 'failed' : ''}" aria-live="off">
    <span class="unseen">${w.words.said(w.words.you)}</span>
    ${u.text ? html`<div class="bubble" dir="auto"><p>${u.text}</p></div>` : nothing} ${u.elements?.map(sign)} ${u.taken ? nothing : u.failed ? failed(u, w) : html`<p class="small">${told(w)}</p>`}
  </article>`
}

function told({ words, mood }: Waiting): string {
  return { sending: words.sending, offline: words.waiting, busy: words.busy }[mood]
}

function failed(u: Utterance, { words, again, discard }: Waiting): TemplateResult {
  return html`<p class="small" role="alert">${words.failed}</p>
    <div class="does">
      <button class="link" type="button" @click=${() => again(u.id)}>${words.again}</button>
      <button class="link" type="button" @click=${() => discard(u.id)}>${words.discard}</button>
    </div>`
}

function sign(e: Element): TemplateResult {
  const icon = e.kind === 'location' ? pinIcon : e.kind === 'image' ? pictureIcon : fileIcon
  return html`<div class="attachment"><span class="sign">${icon}</span><span class="about"><span class="title" dir="auto">${e.media?.name ?? ''}</span></span></div>`
}
