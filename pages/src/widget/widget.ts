import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attention } from './attention.ts'
import { Chat } from './chat.ts'
import { showChoice } from './choice.ts'
import './composer.ts'
import { Dropping } from './dropping.ts'
import { showEntry } from './entry.ts'
import { keepFocus } from './focus.ts'
import { showHeader } from './header.ts'
import { Host, type Order } from './host.ts'
import { downIcon } from './icons.ts'
import { Likings } from './likings.ts'
import type { Look } from './look.ts'
import { offersOf } from './offers.ts'
import { showPending } from './pending.ts'
import { locate } from './place.ts'
import { elsewherePayload, personPayload, unlinkPayload, type Choice, type Element, type Entry } from './protocol.ts'
import './restart.ts'
import type { Restart } from './restart.ts'
import { saveTranscript } from './save.ts'
import { showGreeting, showPage, showProgress } from './parts.ts'
import { Scroll } from './scroll.ts'
import type { Acts, Setting } from './setting.ts'
import { Sharing } from './sharing.ts'
import './sheet.ts'
import type { Sheet } from './sheet.ts'
import { allowSound } from './sound.ts'
import { Uploads } from './upload.ts'
import { wordsOf, type Words } from './words.ts'

/** What the page's address says. */
export interface Place {
  site: string
  language: string
  origin: string
}

const coarse = () => matchMedia('(pointer: coarse)').matches

/** The chat as customers see it. It lives in the light DOM: the frame is its own document already. */
@customElement('lotse-widget')
export class Widget extends LitElement {
  private words: Words
  private chat: Chat
  private host: Host
  private attention: Attention
  private likings: Likings
  private sharing: Sharing
  private uploads: Uploads | undefined
  private opened: boolean
  private reading = new Scroll()
  /** What went wrong last, or is under way. */
  @state() private told = ''
  private dropping: Dropping

  constructor(
    private place: Place,
    private look: Look,
  ) {
    super()
    this.words = wordsOf(place.language)
    this.host = new Host(place.origin, (order) => this.obey(order))
    this.opened = this.host.alone
    this.chat = new Chat(place.site, place.language, { changed: () => this.requestUpdate(), heard: (entry) => this.attention.heard(entry) })
    this.likings = new Likings(this.chat.keep, { sound: !!look.sound && !coarse() })
    this.sharing = new Sharing(this.likings, this.host)
    this.attention = new Attention(place.site, this.chat, this.host, this.likings, () => this.opened)
    if (look.types && look.upload) {
      const bounds = { size: look.upload, types: look.types, count: 5 }
      this.uploads = new Uploads(bounds, () => this.chat.pass(), () => this.requestUpdate())
    }
    this.dropping = new Dropping(this.uploads, () => this.requestUpdate())
    this.addEventListener('keydown', (e) => this.key(e))
  }

  protected override createRenderRoot() {
    return this
  }

  protected override firstUpdated(): void {
    this.chat.join()
    this.host.ready({ accent: this.look.theme?.light?.accent ?? this.look.accent, radius: this.look.theme?.radius, side: this.look.theme?.side })
    this.arrive()
    if (this.host.alone) void this.updateComplete.then(() => this.focusFirst())
  }

  /** Whoever comes with a code goes on with what she began elsewhere. The code does not stay in the address. */
  private arrive(): void {
    const code = /^#link=([\w-]{1,64})$/.exec(location.hash)?.[1]
    if (!code) return
    history.replaceState(undefined, '', location.pathname + location.search)
    this.chat.do({ kind: 'link', code })
  }

  private get name(): string {
    return this.look.name || this.words.name
  }

  private get language(): string {
    return this.place.language.slice(0, 2)
  }

  private get ask(): string {
    return this.look.person?.[this.language] ?? this.words.person
  }

  private obey(order: Order): void {
    switch (order.lotse) {
      case 'identify':
        if (!order.identity) return this.chat.forget()
        void this.chat.identify(order.identity).then((proven) => this.host.identified(proven))
        return
      case 'page':
        this.sharing.learn(order)
        return this.requestUpdate()
      default:
        this.turn(order.lotse)
    }
  }

  /** The host page opens or closes the frame. */
  private turn(to: 'open' | 'show' | 'close'): void {
    this.opened = to !== 'close'
    if (this.opened) this.sharing.ask()
    this.requestUpdate()
    if (to === 'open') void this.updateComplete.then(() => this.focusFirst())
  }

  private focusFirst(): void {
    this.end()
    this.rest()
  }

  /** Where the focus rests: fingers get the whole dialog, so that no keyboard covers it; everyone else can write at once. */
  private rest(): void {
    this.querySelector<HTMLElement>(coarse() ? '.panel' : '.composer textarea')?.focus({ preventScroll: true })
  }

  private key(e: KeyboardEvent): void {
    if (e.key === 'Escape' && !this.host.alone) {
      e.preventDefault()
      this.host.close()
    }
    if (e.key === 'Tab' && !this.host.alone) keepFocus(this, e)
  }

  override render() {
    const t = this.chat.transcript
    return html`
      <main>
      <section class="panel ${this.host.alone ? 'alone' : ''}" role="dialog" tabindex="-1" aria-label=${this.words.dialog(this.name)} @dragover=${this.dropping.drag} @dragleave=${this.dropping.leave} @drop=${this.dropping.drop}>
        ${this.header()} ${this.banner()}
        <div class="log" role="log" aria-label=${this.words.log} aria-live=${t.complete ? 'polite' : 'off'} aria-relevant="additions" tabindex="0" @scroll=${this.scrolled} @pointerover=${this.point} @focusin=${this.point} @pointerout=${this.unpoint} @focusout=${this.unpoint}>
          ${this.welcome()} ${this.entries()} ${this.pending()} ${showProgress(t, this.chat.expecting, this.words)} ${this.choices()}
        </div>
        ${this.foot()} ${this.dropping.over ? html`<div class="drop" aria-hidden="true">${this.words.drop}</div>` : nothing}
      </section>
      </main>
      <lotse-sheet .words=${this.words}></lotse-sheet>
      <lotse-restart .words=${this.words} .restart=${() => this.restart()}></lotse-restart>
    `
  }

  private header(): TemplateResult {
    const person = () => this.pick({ label: this.ask, payload: personPayload })
    return showHeader({
      name: this.name,
      language: this.place.language,
      words: this.words,
      ask: this.ask,
      answerer: this.chat.transcript.answerer,
      person,
      items: this.offers(person),
      size: this.likings.size,
      sized: (size) => this.like({ size }),
      close: this.host.alone ? undefined : () => this.host.close(),
    })
  }

  private offers(person: () => void) {
    const { words, chat, likings } = this
    const { entries, answerer } = chat.transcript
    return offersOf({
      words,
      ask: this.ask,
      person,
      bot: answerer.owner === 'bot',
      begun: entries.length > 0,
      linked: entries.some((e) => e.via && !e.via.startsWith('web:')),
      phone: coarse(),
      sound: likings.sound,
      plain: this.look.plain ? this.plain : undefined,
      page: this.host.alone ? undefined : this.sharing.allowed,
      elsewhere: () => this.pick({ label: words.elsewhere, payload: elsewherePayload }),
      unlink: () => this.pick({ label: words.unlink, payload: unlinkPayload }),
      save: () => void this.save(),
      restart: () => this.querySelector<Restart>('lotse-restart')!.ask(),
      setSound: () => this.like({ sound: !likings.sound }),
      setPlain: () => this.like({ plain: !this.plain }),
      setPage: () => this.allowPage(!this.sharing.allowed),
    })
  }

  private get plain(): boolean {
    return this.chat.keep.likings.plain ?? this.chat.transcript.plain
  }

  private like(change: Parameters<Likings['set']>[0]): void {
    this.likings.set(change)
    allowSound()
    this.requestUpdate()
  }

  private allowPage(to: boolean): void {
    this.sharing.allow(to)
    this.requestUpdate()
  }

  private async save(): Promise<void> {
    const saved = this.chat.entered && (await saveTranscript(this.chat.entered, this.name))
    this.told = saved ? '' : this.words.notSaved
  }

  private restart(): void {
    if (this.chat.proven) this.chat.do({ kind: 'start', locale: this.place.language })
    else this.chat.restart()
    this.sharing.restart()
    this.rest()
  }

  private banner(): unknown {
    if (this.chat.state === 'lost') return html`<p class="banner" role="status">${this.words.lost}</p>`
    if (this.told) return html`<p class="banner" role="alert">${this.told}</p>`
    return nothing
  }

  /** Every conversation begins with it; before anything was said it offers questions. */
  private welcome(): TemplateResult {
    const untouched = this.chat.queue.length === 0 && this.chat.transcript.entries.length === 0 && this.chat.state !== 'connecting'
    const starters = untouched ? (this.look.starters?.[this.language] ?? []) : []
    return html`<div class="welcome">
      ${showGreeting(this.name, this.look.greeting?.[this.language] ?? this.words.greeting)} ${starters.length > 0 ? this.buttons(starters.map((label) => ({ label }))) : nothing}
    </div>`
  }

  private entries(): unknown {
    const { entries } = this.chat.transcript
    const { words, name } = this
    const common = { words, language: this.place.language, name, marks: this.chat.marks, acts: this.acts }
    const setting = (e: Entry, i: number): Setting => ({ ...common, continues: continues(entries[i - 1], e), last: i === entries.length - 1 && this.chat.queue.length === 0 })
    return repeat(
      entries,
      (e) => e.seq,
      (e, i) => showEntry(e, setting(e, i)),
    )
  }

  private pending(): unknown {
    const { outbox } = this.chat
    const mood = this.chat.state === 'lost' || !navigator.onLine ? 'offline' : outbox.mood
    const again = (id: string) => this.redraw(() => outbox.again(id))
    const discard = (id: string) => this.redraw(() => outbox.drop(id))
    return repeat(
      this.chat.queue,
      (u) => u.id,
      (u) => showPending(u, { words: this.words, mood, again, discard }),
    )
  }

  private redraw(change: () => void): void {
    change()
    this.requestUpdate()
    this.rest()
  }

  private choices(): unknown {
    const choices = this.chat.transcript.choices
    return choices.length > 0 && this.chat.queue.length === 0 ? this.buttons(choices) : nothing
  }

  private buttons(choices: Choice[]): TemplateResult {
    const { words, acts } = this
    return html`<div class="choices" role="group" aria-label=${words.choices}>${choices.map((c) => showChoice(c, { words, language: this.place.language, acts }))}</div>`
  }

  private foot(): TemplateResult {
    const { words } = this
    const { page } = this.sharing
    return html`<div class="foot">
      ${this.reading.below ? html`<button class="newer" type="button" @click=${() => this.end()}>${downIcon}${words.newer}</button>` : nothing}
      ${page ? showPage(page, words, () => this.redraw(() => this.allowPage(false))) : nothing}
      <lotse-composer .words=${words} .language=${this.place.language} .uploads=${this.uploads} @say=${(e: CustomEvent<string>) => this.send(e.detail)} @typed=${() => this.chat.typed()}></lotse-composer>
    </div>`
  }

  private acts: Acts = {
    pick: (choice) => this.pick(choice),
    say: (text, payload, elements) => {
      this.say(text, payload, elements)
      this.rest()
    },
    enlarge: (media) => void this.querySelector<Sheet>('lotse-sheet')!.show(media),
    rate: (seq, helpful, text) => this.redraw(() => this.chat.rate(seq, helpful, text)),
    type: (seq, values) => this.chat.mark((m) => (m.typed[seq] = values)),
    sent: (seq) =>
      this.chat.mark((m) => {
        m.sent.push(seq)
        delete m.typed[seq]
      }),
  }

  /** A picked choice is something the customer says. The button goes, so the focus needs a new place. */
  private pick(c: Choice): void {
    if (c.request === 'location') void this.tellPlace(c)
    else if (!c.request) this.say(c.label, c.payload)
    this.rest()
  }

  /** Where she is goes out only when the device could tell. */
  private async tellPlace(c: Choice): Promise<void> {
    this.told = this.words.locating
    const place = await locate()
    this.told = place ? '' : this.words.notLocated
    if (place) this.say(c.label, undefined, [{ kind: 'location', place }])
  }

  /** Sends what was written, with the files that are ready. */
  private send(text: string): void {
    const elements = (this.uploads?.take() ?? []).map((media): Element => ({ kind: media.type?.startsWith('image/') ? 'image' : 'file', media }))
    this.say(text, undefined, elements)
  }

  private say(text: string, payload?: string, elements?: Element[]): void {
    const { plain } = this.chat.keep.likings
    this.told = ''
    this.chat.say(text, { payload, elements: elements?.length ? elements : undefined, plain: plain === this.chat.transcript.plain ? undefined : plain, page: this.sharing.take() })
    allowSound()
  }

  /** Pointing at a number shows its source below the reply. */
  private point(e: Event): void {
    const source = (e.target as HTMLElement).closest<HTMLElement>('[data-source]')?.dataset.source
    if (source) this.querySelector(`#source-${source}`)?.classList.add('pointed')
  }

  private unpoint(): void {
    for (const x of this.querySelectorAll('.pointed')) x.classList.remove('pointed')
  }

  protected override willUpdate(): void {
    this.reading.before(this.querySelector('.log'))
  }

  protected override updated(): void {
    this.attention.count()
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
