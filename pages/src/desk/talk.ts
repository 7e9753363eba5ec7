import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { parse, safe } from '../shared/markdown.ts'
import { showBlock } from '../shared/prose.ts'
import { showElements } from './elements.ts'
import type { Bid, Decision, Detail, Entry, State } from './protocol.ts'
import { clock, day } from './time.ts'
import type { Words } from './words.ts'
import type { Pending } from './work.ts'

/** What the transcript needs to know. */
export interface Setting {
  words: Words
  language: string
  pending: Pending[]
  typing: boolean
  again: (p: Pending) => void
  wrong: (e: Entry) => unknown // what an agent can say of a reply
}

/** The conversation, with what only agents see in it. */
export function showTalk(d: Detail, s: Setting): TemplateResult {
  return html`<div class="talk" role="log" aria-live="polite" tabindex="0" aria-label=${s.words.about}>
    ${repeat(
      d.entries,
      (e) => e.seq,
      (e, i) => html`${newDay(e, d.entries[i - 1], s)}${entry(e, d, s)}`,
    )}
    ${repeat(
      s.pending.filter((p) => p.conversation === d.id && !d.entries.some((e) => e.text === p.text && e.author === 'agent' && e.seq > d.seq - 2 && !p.failed)),
      (p) => p.key,
      (p) => pending(p, s),
    )}
    ${s.typing ? html`<p class="typing"><i></i><i></i><i></i><span>${s.words.customer} ${s.words.types}</span></p>` : nothing}
  </div>`
}

function newDay(e: Entry, before: Entry | undefined, s: Setting): unknown {
  const today = day(e.at, s.language)
  return before && day(before.at, s.language) === today ? nothing : html`<p class="day">${today}</p>`
}

function entry(e: Entry, d: Detail, s: Setting): TemplateResult {
  const w = s.words
  if (e.author === 'system' || e.feedback || e.event === 'edited' || e.event === 'deleted') return event(e, s)
  if (d.entries.some((x) => x.event === 'deleted' && x.key && x.key === e.key)) return event({ ...e, event: 'deleted', note: true, text: '' }, s)
  const why = d.why[e.seq]
  const who = e.author === 'customer' ? w.customer : e.author === 'bot' ? w.bot : (e.name ?? '')
  return html`<article class="entry by-${e.author} ${e.note ? 'note' : ''}">
    <header><span class="who">${who}${e.note ? html` · ${w.note}` : nothing}</span><time datetime=${e.at}>${clock(e.at, s.language)}</time></header>
    <div class="bubble">${words(e)}${showElements(d, e, w)}</div>
    ${e.choices?.length ? html`<p class="choices">${e.choices.map((c) => html`<span>${c.label}</span>`)}</p>` : nothing}
    ${stands(d.states?.[e.seq], s)} ${why ? explain(why, s) : nothing} ${s.wrong(e)}
  </article>`
}

/** What is said to customers is light markdown, as they see it; what they said, and notes, stay as they were typed. */
function words(e: Entry): unknown {
  if (!e.text) return nothing
  return e.author === 'customer' || e.note ? html`<p class="plain">${e.text}</p>` : parse(e.text).map((b) => showBlock(b, (n) => mark(n, e)))
}

/** How a reply stands on its way to the customer. */
function stands(state: State | undefined, s: Setting): unknown {
  if (!state) return nothing
  const bad = state.state === 'failed' || state.state === 'ambiguous'
  return html`<p class="stands ${state.state}" title=${state.problem ?? ''}>${bad ? '!' : state.state === 'read' ? '✓✓' : state.state === 'sent' ? '✓' : '…'} ${s.words.states[state.state]}</p>`
}

function event(e: Entry, s: Setting): TemplateResult {
  if (e.feedback && e.event !== 'wrong') e = { ...e, event: e.feedback.helpful ? 'helpful' : 'unhelpful' }
  const known = e.event ? s.words.events[e.event] : undefined
  const text = known ? [known, e.name, e.text && `– ${e.text}`] : e.note && [e.event, e.name, e.text]
  return html`<div class="event ${e.note ? 'note' : ''}"><div>${text ? text.filter(Boolean).join(' ') : words(e)}</div><time datetime=${e.at}>${clock(e.at, s.language)}</time></div>`
}

function pending(p: Pending, s: Setting): TemplateResult {
  return html`<article class="entry by-agent pending ${p.deed === 'note' ? 'note' : ''}">
    <div class="bubble">${p.text ? html`<p class="plain">${p.text}</p>` : nothing}${p.files.map((f) => html`<p class="faint">${f.name}</p>`)}</div>
    ${p.failed ? html`<p class="problem" role="alert">${s.words.notSent} <button class="quiet" @click=${() => s.again(p)}>${s.words.again}</button></p>` : nothing}
  </article>`
}

/** The number that leads to its source. */
function mark(n: number, e: Entry): unknown {
  const c = e.citations?.[n - 1]
  const url = c && safe(c.url)
  return url ? html`<a class="cite" href=${url} title=${`${c.title}: ${c.quote}`} target="_blank" rel="noopener">${n}</a>` : `[${n}]`
}

/** Why the bot did this: what was offered to it, with what it rests on. */
function explain(d: Decision, s: Setting): TemplateResult {
  const w = s.words
  return html`<details class="why">
    <summary>${w.why}</summary>
    <p><strong>${w.kinds[d.kind] ?? d.kind}</strong>${d.skill ? html` · ${d.skill} · ${w.confidence} ${percent(d.confidence)}` : nothing}${d.reason ? html`<br />${d.reason}` : nothing}</p>
    ${(d.bids ?? []).map((b) => bid(b, w))}
    ${d.not_asked?.length ? html`<p class="faint">${w.notAsked}: ${d.not_asked.join(', ')}</p>` : nothing}
  </details>`
}

function bid(b: Bid, w: Words): TemplateResult {
  return html`<div class="bid">
    <p><span>${b.skill}${b.label ? ` · ${b.label}` : ''}</span><span>${b.failed ? `${w.failed}: ${b.failed}` : b.declined ? w.declined : percent(b.confidence)}</span></p>
    <ul>
      ${(b.evidence ?? []).map((e) => html`<li><span>${e.kind} <b>${e.name}</b>${e.detail ? html` – ${e.detail}` : nothing}</span>${e.score === undefined ? nothing : html`<span>${e.score.toFixed(2)}</span>`}</li>`)}
    </ul>
  </div>`
}

export const percent = (p: number) => `${Math.round(p * 100)} %`
