import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Lists, Row } from './protocol.ts'
import { ago, when } from './time.ts'
import type { Words } from './words.ts'

/** What the lists need to know. */
export interface Setting {
  words: Words
  language: string
  now: number
  agent: string
  chosen: string | undefined
  unread: (r: Row) => boolean
  choose: (id: string) => void
  lookAtRecent: (open: boolean) => void
}

/** Who waits, my conversations, and those of others. */
export function showLists(l: Lists, s: Setting): TemplateResult {
  const w = s.words
  return html`
    ${section(w.queue, l.queue, s, w.queueEmpty, true)} ${section(w.mine, l.mine, s, w.mineEmpty, true)}
    ${l.others.length ? section(w.others, l.others, s, '', true) : nothing} ${section(w.recent, l.recent, s, w.recentEmpty, false)}
  `
}

function section(title: string, rows: Row[], s: Setting, empty: string, open: boolean): TemplateResult {
  const toggled = (e: Event) => open || s.lookAtRecent((e.target as HTMLDetailsElement).open)
  return html`<details class="list" ?open=${open} @toggle=${toggled}>
    <summary><h2>${title}</h2>${rows.length || open ? html`<span class="count">${rows.length}</span>` : nothing}</summary>
    ${rows.length === 0 ? html`<p class="empty">${empty}</p>` : nothing}
    <ul>
      ${repeat(
        rows,
        (r) => r.id,
        (r) => html`<li>${row(r, s)}</li>`,
      )}
    </ul>
  </details>`
}

function row(r: Row, s: Setting): TemplateResult {
  const unread = s.unread(r)
  return html`<button
    class="row is-${r.owner} ${unread ? 'unread' : ''} ${r.owner === 'queue' && r.agent === s.agent ? 'for-me' : ''}"
    aria-current=${r.id === s.chosen ? 'true' : 'false'}
    data-id=${r.id}
    @click=${() => s.choose(r.id)}
  >
    <span class="what">${titleOf(r, s.words)}</span>
    <span class="meta">${meta(r, s)}</span>
    ${unread ? html`<span class="dot"><span class="unseen">${s.words.unread}</span></span>` : nothing}
  </button>`
}

/** What a conversation is called: what the customer wants. */
export function titleOf(r: Row, w: Words): string {
  return r.wants?.replaceAll('\n', ' · ') || r.customer || `${w.customer} · ${r.channel}`
}

function meta(r: Row, s: Setting): unknown {
  const w = s.words
  const de = s.language === 'de'
  if (r.owner !== 'queue') {
    return html`<span>${r.channel}</span><span>${r.owner === 'agent' && r.agent !== s.agent && r.name ? w.at(r.name) : ago(r.updated, s.now, de)}</span>`
  }
  return html`<span>${w.waits} ${ago(r.asked ?? r.updated, s.now, de)}</span>${expected(r, s)}`
}

/** What the waiting customer was told. */
export function expected(r: Row, s: Pick<Setting, 'words' | 'agent' | 'now' | 'language'>): unknown {
  const w = s.words
  if (r.owner !== 'queue') return nothing
  if (r.agent) return html`<span class="chip ${r.agent === s.agent ? 'mine' : ''}">${r.agent === s.agent ? w.forYou : w.forOther(r.name ?? '')}</span>`
  if (!r.promise) return nothing
  const late = Date.parse(r.promise.by) < s.now
  return html`<span class="chip ${late ? 'late' : ''}">${late ? w.overdue : w.promised(when(r.promise.by, s.now, s.language))}</span>`
}
