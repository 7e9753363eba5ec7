import { html, nothing, type TemplateResult } from 'lit'
import { markIcon } from './icons.ts'
import { parse, safe, type Block, type Inline } from './markdown.ts'
import type { Citation, Entry } from './protocol.ts'
import { tongueOf } from './tongue.ts'
import type { Words } from './words.ts'

/** What an entry needs to know of its surroundings. */
export interface Setting {
  words: Words
  language: string
  name: string
  /** It goes on where the one before it stopped: no name again. */
  continues: boolean
}

/** A line of the transcript. */
export function showEntry(e: Entry, s: Setting): TemplateResult {
  if (e.author === 'system') return html`<p class="event" data-seq=${e.seq}>${e.text}</p>`
  const who = e.author === 'customer' ? s.words.you : e.name || s.name
  return html`
    <article class="entry by-${e.author} ${s.continues ? 'continues' : ''}" data-seq=${e.seq}>
      ${s.continues || e.author === 'customer' ? nothing : byline(e, who)}
      <span class="unseen">${s.words.said(who)}</span>
      <div class="bubble" lang=${tongueOf(e.text) ?? s.language}>${showText(e)}</div>
      ${e.citations?.length ? sources(e, s) : nothing}
    </article>
  `
}

function byline(e: Entry, who: string): TemplateResult {
  const face = e.author === 'agent' ? html`<span class="face person">${who.slice(0, 1)}</span>` : html`<span class="face">${markIcon}</span>`
  return html`<div class="byline" aria-hidden="true">${face}<span>${who}</span></div>`
}

/** What the customer said stays as it was typed; what is said to her is light markdown. */
function showText(e: Entry): unknown {
  if (e.author === 'customer') return html`<p>${e.text}</p>`
  let blocks = parsed.get(e)
  if (!blocks) parsed.set(e, (blocks = parse(e.text)))
  return blocks.map((b) => block(b, e))
}

/** Entries never change, and the page is drawn anew with every frame. */
const parsed = new WeakMap<Entry, Block[]>()

/** A reply that is still being written. */
export function showDraft(text: string): unknown {
  return parse(text).map((b) => block(b, { seq: 0, at: '', author: 'bot', text }))
}

function block(b: Block, e: Entry): TemplateResult {
  if (b.kind !== 'list') {
    const inner = b.inlines.map((i) => inline(i, e))
    return b.kind === 'heading' ? html`<p class="heading">${inner}</p>` : html`<p>${inner}</p>`
  }
  const items = b.items.map((i) => html`<li>${i.map((x) => inline(x, e))}</li>`)
  return b.start === undefined ? html`<ul>${items}</ul>` : html`<ol start=${b.start}>${items}</ol>`
}

function inline(i: Inline, e: Entry): unknown {
  switch (i.kind) {
    case 'text':
      return i.text
    case 'strong':
      return html`<strong>${i.text}</strong>`
    case 'emphasis':
      return html`<em>${i.text}</em>`
    case 'code':
      return html`<code>${i.text}</code>`
    case 'break':
      return html`<br />`
    case 'link':
      return html`<a href=${i.url} target="_blank" rel="noopener noreferrer">${i.text}</a>`
    case 'cite':
      return mark(i.number, e)
  }
}

/** The small number that leads to its source. */
function mark(n: number, e: Entry): unknown {
  const c = e.citations?.[n - 1]
  if (!c) return e.citations ? `[${n}]` : nothing
  const inner = html`<span aria-hidden="true">${n}</span><span class="unseen">[${n}]</span>`
  const url = safe(c.url)
  return url
    ? html`<a class="mark" href=${url} target="_blank" rel="noopener noreferrer" aria-describedby=${quoteID(e, n)} data-source="${e.seq}-${n}">${inner}</a>`
    : html`<span class="mark">${inner}</span>`
}

function sources(e: Entry, s: Setting): TemplateResult {
  return html`<ul class="sources" aria-label=${s.words.sources}>
    ${e.citations!.map((c, i) => source(e, c, i + 1, s))}
  </ul>`
}

function source(e: Entry, c: Citation, n: number, s: Setting): TemplateResult {
  const url = safe(c.url)
  const title = html`<span class="unseen">${s.words.source} </span><span class="number">${n}</span> <span class="title">${c.title}</span>`
  return html`<li id="source-${e.seq}-${n}">
    ${url
      ? html`<a href=${url} target="_blank" rel="noopener noreferrer" aria-describedby=${quoteID(e, n)}>${title}</a>`
      : html`<span class="plain">${title}</span>`}
    ${c.quote ? html`<q id=${quoteID(e, n)} lang=${tongueOf(c.quote) ?? s.language}>${c.quote}</q>` : nothing}
  </li>`
}

const quoteID = (e: Entry, n: number) => `quote-${e.seq}-${n}`
