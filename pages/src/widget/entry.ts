import { html, nothing, type TemplateResult } from 'lit'
import { showElements } from './elements.ts'
import { markIcon } from './icons.ts'
import { showNotice } from './notice.ts'
import type { Entry } from './protocol.ts'
import './rating.ts'
import type { Setting } from './setting.ts'
import { showSources } from './sources.ts'
import { showText } from './text.ts'
import { tongueOf } from './tongue.ts'

/** A line of the transcript. */
export function showEntry(e: Entry, s: Setting): TemplateResult {
  if (e.author === 'system') return showNotice(e, s)
  const who = e.author === 'customer' ? s.words.you : e.name || s.name
  return html`
    <article class="entry by-${e.author} ${s.continues ? 'continues' : ''}" data-seq=${e.seq}>
      ${s.continues || e.author === 'customer' ? nothing : byline(e, who)}
      <span class="unseen">${s.words.said(who)}</span>
      ${e.text ? html`<div class="bubble" dir="auto" lang=${tongueOf(e.text) ?? s.language}>${showText(e)}</div>` : nothing}
      ${e.elements?.length ? showElements(e, s) : nothing}
      ${e.citations?.length ? showSources(e, s) : nothing}
      ${e.rated ? html`<lotse-rating .seq=${e.seq} .setting=${s} .vote=${s.marks.votes[e.seq]}></lotse-rating>` : nothing}
      ${via(e, s)}
    </article>
  `
}

function byline(e: Entry, who: string): TemplateResult {
  const face = e.author === 'agent' ? html`<span class="face person">${who.slice(0, 1)}</span>` : html`<span class="face">${markIcon}</span>`
  return html`<div class="byline" aria-hidden="true">${face}<span dir="auto">${who}</span></div>`
}

/** What was said elsewhere says where. */
function via(e: Entry, s: Setting): unknown {
  const channel = e.via?.split(':')[0]
  if (!channel || channel === 'web') return nothing
  return html`<p class="small">${s.words.through(channel[0]!.toUpperCase() + channel.slice(1))}</p>`
}
