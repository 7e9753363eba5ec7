import { html } from 'lit'
import type { Block, Inline } from './markdown.ts'

/** Shows a block of light markdown; cite shows what stands for a source's number. */
export function showBlock(b: Block, cite: (number: number) => unknown): unknown {
  const inner = (all: Inline[]) => all.map((i) => showInline(i, cite))
  if (b.kind !== 'list') return html`<p class=${b.kind}>${inner(b.inlines)}</p>`
  const items = b.items.map((i) => html`<li>${inner(i)}</li>`)
  return b.start === undefined ? html`<ul>${items}</ul>` : html`<ol start=${b.start}>${items}</ol>`
}

function showInline(i: Inline, cite: (number: number) => unknown): unknown {
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
      return cite(i.number)
  }
}
