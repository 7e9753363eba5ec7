import { html, nothing, type TemplateResult } from 'lit'
import { safe } from '../shared/markdown.ts'
import type { Citation, Entry } from './protocol.ts'
import type { Setting } from './setting.ts'
import { quoteID } from './text.ts'
import { tongueOf } from './tongue.ts'

/** What the numbers of a reply lead to. */
export function showSources(e: Entry, s: Setting): TemplateResult {
  return html`<ul class="sources" aria-label=${s.words.sources}>
    ${e.citations!.map((c, i) => source(e, c, i + 1, s, samePage(c, e.citations![i - 1])))}
  </ul>`
}

/** Two places of one page are titled once. */
function samePage(a: Citation, b?: Citation): boolean {
  return b !== undefined && a.document === b.document && a.title === b.title && a.url?.split('#')[0] === b.url?.split('#')[0]
}

function source(e: Entry, c: Citation, n: number, s: Setting, again: boolean): TemplateResult {
  const url = safe(c.url)
  const title = html`<span class="unseen">${s.words.source} </span><span class="number">${n}</span> <span class=${again ? 'title unseen' : 'title'}>${c.title}</span>`
  return html`<li id="source-${e.seq}-${n}">
    ${url
      ? html`<a href=${url} target="_blank" rel="noopener noreferrer" aria-describedby=${quoteID(e, n)}>${title}</a>`
      : html`<span class="plain">${title}</span>`}
    ${c.quote ? html`<q id=${quoteID(e, n)} lang=${tongueOf(c.quote) ?? s.language}>${c.quote}</q>` : nothing}
  </li>`
}
