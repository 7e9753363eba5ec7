import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Chat } from './chat.ts'
import './composer.ts'
import { showDraft, showEntry } from './entry.ts'
import { keepFocus } from './focus.ts'
import { showHeader } from './header.ts'
import { Host, type Order } from './host.ts'
import { downIcon, markIcon } from './icons.ts'
import type { Look } from './look.ts'
import { personPayload, type Choice, type Entry, type Utterance } from './protocol.ts'
import { Scroll } from './scroll.ts'
import { Seen } from './seen.ts'
import { tongueOf } from './tongue.ts'
import { wordsOf, type Words } from './words.ts'

/** What the page's address says. */
export interface Place {
  site: string
  language: string
  origin: string
}

/** The chat as customers see it. It lives in the light DOM: the frame is its own document already. */
@customElement('lotse-widget')
export class Widget extends LitElement {
  private words: Words
  private chat: Chat
  private host: Host
  private seen: Seen
  private opened: boolean
  private reading = new Scroll()

  constructor(
    private place: Place,
    private look: Look,
  ) {
    super()
    this.words = wordsOf(place.language)
    this.seen = new Seen(place.site)
    this.host = new Host(place.origin, (order) => this.turn(order))
    this.opened = this.host.alone
    this.chat = new Chat(
      place.site,
      (text) => (tongueOf(text) ? undefined : place.language.slice(0, 2)),
      () => this.requestUpdate(),
      () => this.host.used(),
    )
    this.addEventListener('keydown', (e) => this.key(e))
    addEventListener('focus', () => this.opened && this.count())
  }

  protected override createRenderRoot() {
    return this
  }

  protected override firstUpdated(): void {
    this.chat.join()
    this.host.ready(this.look.accent)
    if (this.host.alone) void this.updateComplete.then(() => this.focusFirst())
  }

  private get name(): string {
    return this.look.name || this.words.name
  }

  /** The host page opens or closes the frame. */
  private turn(order: Order): void {
    this.opened = order !== 'close'
    this.requestUpdate()
    if (order === 'open') void this.updateComplete.then(() => this.focusFirst())
  }

  private focusFirst(): void {
    this.end()
    this.rest()
  }

  /** Where the focus rests: fingers get the transcript, so that no keyboard covers it; everyone else can write at once. */
  private rest(): void {
    this.querySelector<HTMLElement>(matchMedia('(pointer: coarse)').matches ? '.log' : 'textarea')?.focus({ preventScroll: true })
  }

  private key(e: KeyboardEvent): void {
    if (e.key === 'Escape' && !this.host.alone) {
      e.preventDefault()
      this.host.close()
    }
    if (e.key === 'Tab' && !this.host.alone) keepFocus(this, e)
  }

  private count(): void {
    const { conversation, transcript } = this.chat
    if (this.opened && document.hasFocus()) this.seen.mark(conversation, transcript.cursor)
    this.host.unread(this.opened ? 0 : this.seen.unread(conversation, transcript.entries))
  }

  override render() {
    const t = this.chat.transcript
    return html`
      <main>
      <section class="panel" role="dialog" aria-label=${this.words.dialog(this.name)}>
        ${this.header()} ${this.banner()}
        <div class="log" role="log" aria-label=${this.words.log} aria-live=${t.complete ? 'polite' : 'off'} aria-relevant="additions" tabindex="0" @scroll=${this.scrolled} @pointerover=${this.point} @focusin=${this.point} @pointerout=${this.unpoint} @focusout=${this.unpoint}>
          ${this.welcome()}
          ${repeat(
            t.entries,
            (e) => e.seq,
            (e, i) => showEntry(e, { words: this.words, language: this.place.language, name: this.name, continues: continues(t.entries[i - 1], e) }),
          )}
          ${repeat(this.chat.queue, (u) => u.id, (u) => this.pending(u))} ${this.progress()} ${this.choices()}
        </div>
        ${this.composer()}
      </section>
      </main>
    `
  }

  private header(): TemplateResult {
    return showHeader({
      name: this.name,
      language: this.place.language,
      words: this.words,
      answerer: this.chat.transcript.answerer,
      person: () => this.pick({ label: this.words.person, payload: personPayload }),
      close: this.host.alone ? undefined : () => this.host.close(),
    })
  }

  private banner(): unknown {
    if (this.chat.state === 'lost') return html`<p class="banner" role="status">${this.words.lost}</p>`
    if (this.chat.unusable) return html`<p class="banner" role="alert">${this.words.unusable}</p>`
    return nothing
  }

  /** Every conversation begins with it; before anything was said it offers questions. */
  private welcome(): TemplateResult {
    const language = this.place.language.slice(0, 2)
    const untouched = this.chat.queue.length === 0 && this.chat.transcript.entries.length === 0 && this.chat.state !== 'connecting'
    const starters = untouched ? (this.look.starters?.[language] ?? []) : []
    return html`
      <div class="welcome">
        <div class="entry by-bot">
          <div class="byline" aria-hidden="true"><span class="face">${markIcon}</span><span>${this.name}</span></div>
          <div class="bubble"><p>${this.look.greeting?.[language] ?? this.words.greeting}</p></div>
        </div>
        ${starters.length > 0 ? this.buttons(starters.map((label) => ({ label }))) : nothing}
      </div>
    `
  }

  private pending(u: Utterance): TemplateResult {
    const state = this.chat.state === 'lost' || !navigator.onLine ? this.words.waiting : this.words.sending
    // Not live: it is announced when the transcript has it.
    return html`<article class="entry by-customer ${u.taken ? '' : 'waiting'}" aria-live="off">
      <span class="unseen">${this.words.said(this.words.you)}</span>
      <div class="bubble"><p>${u.text}</p></div>
      ${u.taken ? nothing : html`<p class="small">${state}</p>`}
    </article>`
  }

  /** What is being written. It is not announced: the finished reply is. */
  private progress(): unknown {
    const t = this.chat.transcript
    if (t.draft) return html`<div class="entry by-bot draft" aria-hidden="true"><div class="bubble">${showDraft(t.draft)}</div></div>`
    if (!this.chat.expecting) return nothing
    const who = t.typist && t.typist !== 'bot' ? this.words.writes(t.typist) : this.words.writing
    return html`<div class="entry by-bot dots" aria-hidden="true"><div class="bubble" title=${who}><i></i><i></i><i></i><span class="still">${who} …</span></div></div>`
  }

  private choices(): unknown {
    const choices = this.chat.transcript.choices
    return choices.length > 0 && this.chat.queue.length === 0 ? this.buttons(choices) : nothing
  }

  private buttons(choices: Choice[]): TemplateResult {
    return html`<div class="choices" role="group" aria-label=${this.words.choices}>
      ${choices.map((c) => html`<button type="button" lang=${tongueOf(c.label) ?? this.place.language} @click=${() => this.pick(c)}>${c.label}</button>`)}
    </div>`
  }

  private composer(): TemplateResult {
    return html`
      ${this.reading.below ? html`<button class="newer" type="button" @click=${() => this.end()}>${downIcon}${this.words.newer}</button>` : nothing}
      <lotse-composer .words=${this.words} @say=${(e: CustomEvent<string>) => this.chat.say(e.detail)} @typed=${() => this.chat.typed()}></lotse-composer>
    `
  }

  /** A picked choice is something the customer says. The button goes, so the focus needs a new place. */
  private pick(c: Choice): void {
    this.chat.say(c.label, c.payload)
    this.rest()
  }

  /** Pointing at a number shows its source below the reply. */
  private point(e: Event): void {
    const source = (e.target as Element).closest<HTMLElement>('[data-source]')?.dataset.source
    if (source) this.querySelector(`#source-${source}`)?.classList.add('pointed')
  }

  private unpoint(): void {
    for (const x of this.querySelectorAll('.pointed')) x.classList.remove('pointed')
  }

  protected override willUpdate(): void {
    this.reading.before(this.querySelector('.log'))
  }

  protected override updated(): void {
    this.count()
    if (this.reading.after(this.log, this.chat.transcript, this.chat.queue.length > 0)) this.requestUpdate()
  }

  private scrolled(): void {
    if (this.reading.moved(this.log)) this.requestUpdate()
  }

  private end(): void {
    this.reading.to(this.log, Infinity)
  }

  private get log(): HTMLElement {
    return this.querySelector('.log')!
  }
}

function continues(before: Entry | undefined, e: Entry): boolean {
  return before !== undefined && before.author === e.author && before.name === e.name
}
