import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon, markIcon, personIcon } from './icons.ts'
import './menu.ts'
import type { Item } from './menu.ts'
import type { Answerer } from './transcript.ts'
import { when } from './when.ts'
import type { Words } from './words.ts'

/** What the header shows, and what its buttons do. */
export interface Header {
  name: string
  language: string
  words: Words
  /** What the way to a person is called. */
  ask: string
  answerer: Answerer
  person: () => void
  items: Item[]
  size: number
  sized: (size: number) => void
  /** Nothing where there is nothing to close the chat into. */
  close: (() => void) | undefined
}

/** Who answers, and the way to a person. */
export function showHeader(h: Header): TemplateResult {
  const { answerer, words } = h
  const ask = answerer.owner === 'bot' ? h.ask : words.personAsked
  const face =
    answerer.owner === 'agent'
      ? html`<span class="face person large" aria-hidden="true">${(answerer.name ?? '•').slice(0, 1)}</span>`
      : html`<span class="face large" aria-hidden="true">${markIcon}</span>`
  return html`
    <header>
      ${face}
      <div class="who">
        <h1><bdi>${h.name}</bdi></h1>
        <p class="status ${answerer.owner}" role="status">${status(h)}</p>
      </div>
      <button class="icon ask" type="button" aria-label=${ask} title=${ask} ?disabled=${answerer.owner !== 'bot'} @click=${h.person}>${personIcon}</button>
      <lotse-menu .words=${words} .items=${h.items} .size=${h.size} .sized=${h.sized}></lotse-menu>
      ${h.close ? html`<button class="icon" type="button" aria-label=${words.close} title=${words.close} @click=${h.close}>${closeIcon}</button>` : nothing}
    </header>
  `
}

function status({ answerer: a, words, language }: Header): string {
  if (a.owner === 'agent') return a.name ? words.agent(a.name) : words.someAgent
  if (a.owner === 'queue') return a.promise ? words.queueUntil(when(a.promise, language, new Date())) : words.queue
  return words.bot
}
