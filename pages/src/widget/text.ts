import { html, nothing } from 'lit'
import { parse, safe, type Block } from '../shared/markdown.ts'
import { showBlock } from '../shared/prose.ts'
import type { Entry } from './protocol.ts'

/** What the customer said stays as it was typed; what is said to her is light markdown. */
export function showText(e: Entry): unknown {
  if (e.author === 'customer') return html`<p>${e.text}</p>`
  let blocks = parsed.get(e)
  if (!blocks) parsed.set(e, (blocks = parse(e.text)))
  return blocks.map((b) => showBlock(b, (n) => mark(n, e)))
}

/** Entries never change, and the page is drawn anew with every frame. */
const parsed = new WeakMap<Entry, Block[]>()

/** Light markdown that cites nothing: a reply that is still being written, the words of a card. */
export function showMarkdown(text: string): unknown {
  return parse(text).map((b) => showBlock(b, () => nothing))
}

/** The small number that leads to its source. */
function mark(n: number, e: Entry): unknown {
  const c = e.citations?.[n - 1]
  if (!c) return e.citations || e.author !== 'bot' ? `[${n}]` : nothing // a draft's sources come with the reply
  const inner = html`<span aria-hidden="true">${n}</span><span class="unseen">[${n}]</span>`
  const url = safe(c.url)
  return url
    ? html`<a class="mark" href=${url} target="_blank" rel="noopener noreferrer" aria-describedby=${quoteID(e, n)} data-source="${e.seq}-${n}">${inner}</a>`
    : html`<span class="mark">${inner}</span>`
}

/** Names the quote a number stands on. */
export const quoteID = (e: Entry, n: number) => `quote-${e.seq}-${n}`
