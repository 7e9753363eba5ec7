import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Chat } from './chat.ts'
import { showDraft, showEntry } from './entry.ts'
import { Host, type Order } from './host.ts'
import { closeIcon, downIcon, markIcon, personIcon, sendIcon } from './icons.ts'
import type { Look } from './look.ts'
import { personPayload, type Choice, type Entry, type Utterance } from './protocol.ts'
import { Seen } from './seen.ts'
import { tongueOf } from './tongue.ts'
import { when } from './when.ts'
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
  private below = false // something newer is out of sight

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
    if (this.host.alone) this.focusFirst()
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

  /** Fingers get the transcript, so that no keyboard covers it; everyone else can write at once. */
  private focusFirst(): void {
    this.reveal(Infinity)
    const first = matchMedia('(pointer: coarse)').matches ? '.log' : 'textarea'
    this.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
  }

  private key(e: KeyboardEvent): void {
    if (e.key === 'Escape' && !this.host.alone) {
      e.preventDefault()
      this.host.close()
    }
    if (e.key === 'Tab' && !this.host.alone) this.keepFocus(e)
  }

  /** The frame is a dialog: Tab goes round in it, Escape leads out. */
  private keepFocus(e: KeyboardEvent): void {
    const all = [...this.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), textarea, [tabindex="0"]')].filter((x) => x.offsetParent !== null)
    const edge = e.shiftKey ? all[0] : all.at(-1)
    if (document.activeElement !== edge && this.contains(document.activeElement)) return
    e.preventDefault()
    ;(e.shiftKey ? all.at(-1) : all[0])?.focus()
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
    const a = this.chat.transcript.answerer
    const agent = a.owner === 'agent'
    return html`
      <header>
        ${agent ? html`<span class="face person large" aria-hidden="true">${(a.name ?? '•').slice(0, 1)}</span>` : html`<span class="face large" aria-hidden="true">${markIcon}</span>`}
        <div class="who">
          <h1>${this.name}</h1>
          <p class="status ${a.owner}" role="status">${this.status()}</p>
        </div>
        <button class="icon ask" type="button" aria-label=${a.owner === 'bot' ? this.words.person : this.words.personAsked} title=${a.owner === 'bot' ? this.words.person : this.words.personAsked} ?disabled=${a.owner !== 'bot'} @click=${() => this.pick({ label: this.words.person, payload: personPayload })}>
          ${personIcon}
        </button>
        ${this.host.alone ? nothing : html`<button class="icon" type="button" aria-label=${this.words.close} title=${this.words.close} @click=${() => this.host.close()}>${closeIcon}</button>`}
      </header>
    `
  }

  private status(): string {
    const a = this.chat.transcript.answerer
    if (a.owner === 'agent') return a.name ? this.words.agent(a.name) : this.words.someAgent
    if (a.owner === 'queue') return a.promise ? this.words.queueUntil(when(a.promise, this.place.language, new Date())) : this.words.queue
    return this.words.bot
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
      ${this.below ? html`<button class="newer" type="button" @click=${() => this.reveal(Infinity)}>${downIcon}${this.words.newer}</button>` : nothing}
      <form class="composer" @submit=${this.submit}>
        <textarea rows="1" maxlength="4000" aria-label=${this.words.placeholder} placeholder=${this.words.placeholder} enterkeyhint="send" autocomplete="off" @input=${this.typed} @keydown=${this.enter}></textarea>
        <button class="send" type="submit" aria-label=${this.words.send} title=${this.words.send}>${sendIcon}</button>
      </form>
    `
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector('textarea')!
  }

  private typed(): void {
    this.fit()
    this.chat.typed()
  }

  /** The field grows with its text; the stylesheet bounds it. */
  private fit(): void {
    this.field.style.height = 'auto'
    this.field.style.height = `${this.field.scrollHeight}px`
  }

  private enter(e: KeyboardEvent): void {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
    e.preventDefault()
    this.submit(e)
  }

  private submit(e: Event): void {
    e.preventDefault()
    const text = this.field.value.trim()
    if (text === '') return
    this.field.value = ''
    this.fit()
    this.chat.say(text)
  }

  /** A picked choice is something the customer says. The button goes, so the focus needs a new place. */
  private pick(c: Choice): void {
    this.chat.say(c.label, c.payload)
    this.querySelector<HTMLElement>(matchMedia('(pointer: coarse)').matches ? '.log' : 'textarea')?.focus({ preventScroll: true })
  }

  /** Pointing at a number shows its source below the reply. */
  private point(e: Event): void {
    const source = (e.target as Element).closest<HTMLElement>('[data-source]')?.dataset.source
    if (source) this.querySelector(`#source-${source}`)?.classList.add('pointed')
  }

  private unpoint(): void {
    for (const x of this.querySelectorAll('.pointed')) x.classList.remove('pointed')
  }

  private atEnd = true
  private last = 0

  protected override willUpdate(): void {
    const log = this.querySelector('.log')
    if (log) this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80
  }

  /** New things come into sight: one's own always, others' if one was at the end, and long ones from their beginning. */
  protected override updated(_: PropertyValues): void {
    this.count()
    const t = this.chat.transcript
    const fresh = t.entries.find((e) => e.seq > this.last && e.author !== 'customer')
    const said = this.chat.queue.length > 0 || t.entries.some((e) => e.seq > this.last && e.author === 'customer')
    const first = this.last === 0
    this.last = t.cursor
    if (said || this.atEnd) {
      const entry = fresh && !first ? this.querySelector<HTMLElement>(`[data-seq="${fresh.seq}"]`) : null
      this.reveal(entry ? entry.offsetTop - 72 : Infinity)
    } else if (fresh && !this.below) {
      this.below = true
      this.requestUpdate()
    }
  }

  private reveal(top: number): void {
    const log = this.querySelector('.log')
    log?.scrollTo({ top: Math.min(top, log.scrollHeight), behavior: 'auto' })
  }

  private scrolled(e: Event): void {
    const log = e.target as HTMLElement
    if (this.below && log.scrollHeight - log.scrollTop - log.clientHeight < 80) {
      this.below = false
      this.requestUpdate()
    }
  }
}

function continues(before: Entry | undefined, e: Entry): boolean {
  return before !== undefined && before.author === e.author && before.name === e.name
}
