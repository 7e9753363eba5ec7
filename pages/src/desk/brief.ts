import { html, nothing, type TemplateResult } from 'lit'
import type { Detail, Evidence } from './protocol.ts'
import { clock, day } from './time.ts'
import type { Words } from './words.ts'

/** What the briefing needs to know. */
export interface Setting {
  words: Words
  language: string
  now: number
  agent: string
  unlink: (link: string) => void
}

/** What an agent must know, so that nothing is asked again. */
export function showBrief(d: Detail, s: Setting): TemplateResult {
  const w = s.words
  const b = d.briefing
  return html`<aside class="brief" aria-label=${w.wants}>
    ${b?.wants ? card(w.wants, html`${b.wants.split('\n').map((line) => html`<blockquote>${line}</blockquote>`)}`, 'wants') : nothing}
    ${d.reason ? card(w.reason, html`<p>${w.reasons[d.reason.code] ?? d.reason.code}${d.reason.code === 'flow' && d.reason.text ? html` ${d.reason.text}` : nothing}</p>`) : nothing}
    ${b ? nothing : html`<p class="empty">${w.noBriefing}</p>`} ${known(d, w)} ${flow(d, w)}
    ${b?.sources?.length ? card(w.sources, html`<ul class="sources">${b.sources.map((e) => source(e, d))}</ul>`) : nothing}
    ${b?.tried?.length ? card(w.tried, html`<ol class="tried">${b.tried.map((t) => html`<li>${t}</li>`)}</ol>`) : nothing} ${about(d, s)}
  </aside>`
}

function card(title: string, body: unknown, name = ''): TemplateResult {
  return html`<section class="card ${name}"><h2>${title}</h2>${body}</section>`
}

/** What the authors call a flow or a slot, or its name. */
function called(d: Detail, name: string): string {
  return d.titles?.[name] ?? name.replaceAll('_', ' ')
}

function known(d: Detail, w: Words): unknown {
  const slots = Object.entries({ ...d.briefing?.slots, ...d.slots })
  if (slots.length === 0) return nothing
  return card(
    w.known,
    html`<dl>
      ${slots.map(([name, value]) => html`<div><dt>${name === 'handoff_result' ? w.result : called(d, name)}</dt><dd>${value}</dd></div>`)}
    </dl>`,
  )
}

function flow(d: Detail, w: Words): unknown {
  const name = d.flow ?? d.briefing?.flow
  if (!name) return nothing
  return card(w.flow, html`<p class="flow"><b>${called(d, name)}</b><span>${called(d, d.state ?? d.briefing?.state ?? '')}</span></p>`)
}

/** A passage the bot had before it, linked to its article. */
function source(e: Evidence, d: Detail): TemplateResult {
  const document = e.name.split('#')[0]!
  const cited = d.entries.flatMap((x) => x.citations ?? []).find((c) => c.document === document)
  const url = cited?.url ?? `/articles/${document}`
  return html`<li>
    <a href=${url} title=${e.detail ?? ''} target="_blank" rel="noopener">${cited?.title || e.detail?.split(': ')[0] || document}</a>
    ${e.score === undefined ? nothing : html`<span class="score">${e.score.toFixed(2)}</span>`}
  </li>`
}

function about(d: Detail, s: Setting): TemplateResult {
  const w = s.words
  const rows: [string, string | undefined][] = [
    [w.customer, d.customer],
    [w.channel, d.routes?.length ? [...new Set(d.routes.map((r) => r.channel + (r.closed ? ` (${w.unreachable})` : '')))].join(', ') : d.channel],
    [w.language, d.language],
    [w.team, d.team],
    [w.since, `${day(d.opened, s.language)}, ${clock(d.opened, s.language)}`],
  ]
  return card(
    w.about,
    html`<dl>
        ${rows.map(([k, v]) => (v ? html`<div><dt>${k}</dt><dd>${v}</dd></div>` : nothing))}
      </dl>
      ${(d.links ?? []).filter((l) => !l.ended).map((l) => html`<p class="link">${w.linked(l.channel)} <button class="quiet" @click=${() => s.unlink(l.id)}>${w.unlink}</button></p>`)}`,
  )
}
