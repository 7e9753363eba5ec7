import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { showBrief } from './brief.ts'
import { Colleagues } from './colleagues.ts'
import { Compose } from './compose.ts'
import { Door } from './door.ts'
import * as icons from './icons.ts'
import { chime, Kept } from './kept.ts'
import { expected, showLists, titleOf } from './lists.ts'
import type { Account, Detail, Row } from './protocol.ts'
import * as server from './server.ts'
import { showTalk } from './talk.ts'
import { Work } from './work.ts'
import { wordsOf, type Words } from './words.ts'
import { Wrong } from './wrong.ts'

/** The agents' desk: who waits, the conversation, and what one must know of it. It is the whole page, in the light DOM. */
@customElement('lotse-desk')
export class Desk extends LitElement {
  private kept = new Kept()
  private update_ = () => this.requestUpdate()
  private work = new Work(this.update_, () => this.ring())
  private door = new Door(this.update_, (a) => this.enter(a))
  private compose = new Compose(this.update_)
  private wrong = new Wrong(this.update_, (seq, right) => this.work.wrong(seq, right))
  private colleagues = new Colleagues(this.update_)
  private asked = false // whether the server was asked who is signed in
  private leaving: 'back' | 'close' | undefined
  private sideOpen = false
  private end = '' // what the transcript was scrolled to

  protected override createRenderRoot() {
    return this
  }

  protected override async firstUpdated(): Promise<void> {
    addEventListener('keydown', (e) => this.key(e))
    addEventListener('focus', () => this.requestUpdate())
    try {
      if (!this.door.token) this.enter(await server.me())
    } catch {
      // nobody is signed in: the door is shown
    }
    this.asked = true
    this.requestUpdate()
  }

  private get words(): Words {
    return wordsOf(this.kept.language)
  }

  private enter(a: Account): void {
    this.work.start(a)
    const linked = new URLSearchParams(location.hash.slice(1)).get('conversation')
    if (linked) this.choose(linked)
  }

  private ring(): void {
    if (this.kept.sound) chime()
  }

  private unread = (r: Row): boolean => {
    const me = this.work.account?.id
    return (r.owner === 'agent' && r.agent === me && r.seq > this.kept.readUpTo(r.id)) || (r.owner === 'queue' && r.agent === me)
  }

  private choose(id: string, focus = true): void {
    this.leaving = undefined
    this.sideOpen = false
    void this.work.choose(id).then(() => focus && document.getElementById('reply')?.focus())
  }

  /** Alt and a key: to be reached from within the reply box as well. */
  private key(e: KeyboardEvent): void {
    if (e.key === 'Escape' && this.leaving) {
      this.leaving = undefined
      this.requestUpdate()
    }
    if (!e.altKey || e.ctrlKey || e.metaKey || !this.work.account) return
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (step) {
      const order = this.work.order
      const at = order.findIndex((r) => r.id === this.work.chosen)
      const next = order[at < 0 ? 0 : Math.min(Math.max(at + step, 0), order.length - 1)]
      if (next) this.choose(next.id)
    } else if (e.code === 'KeyT') this.work.take()
    else if (e.code === 'KeyN') this.compose.toggle()
    else return
    e.preventDefault()
  }

  protected override render(): unknown {
    if (!this.asked) return nothing
    const account = this.work.account
    if (!account) return this.door.show(this.words)
    const d = this.work.detail
    return html`<div class="desk ${this.work.chosen ? 'chosen' : ''} ${this.sideOpen ? 'side-open' : ''}">
      ${this.left(account)}
      <main class="centre">${d ? this.centre(d, account) : this.nothingChosen()}</main>
      ${d ? showBrief(d, { ...this.setting(account), unlink: (link) => void this.work.unlink(link) }) : nothing} ${account.role === 'admin' ? this.colleagues.show(this.words, account.id) : nothing}
    </div>`
  }

  private setting(a: Account) {
    return { words: this.words, language: this.kept.language, now: this.work.now, agent: a.id }
  }

  private left(a: Account): TemplateResult {
    const w = this.words
    const l = this.work.lists
    return html`<nav class="left" aria-label=${w.desk}>
      <header><span class="brand">${icons.mark}<span>Lotse</span></span>${this.presence(l?.available ?? false, w)}</header>
      ${this.work.connected ? nothing : html`<p class="banner" role="alert">${w.offline}</p>`}
      ${this.work.missed ? html`<p class="missed" role="alert">${w.missed} <button @click=${() => void this.work.setAvailable(true)}>${w.backAgain}</button></p>` : nothing}
      <div class="lists">${l ? showLists(l, { ...this.setting(a), chosen: this.work.chosen, unread: this.unread, choose: (id) => this.choose(id), lookAtRecent: (open) => this.lookAtRecent(open) }) : nothing}</div>
      <footer>
        <span class="face">${a.name.slice(0, 1)}</span><span class="name">${a.name}</span>
        ${a.role === 'admin' ? this.tool(icons.people, w.people, () => void this.colleagues.open()) : nothing}
        ${this.tool(this.kept.sound ? icons.sound : icons.silent, w.sound, () => this.toggleSound(), this.kept.sound)}
        <button class="icon text" lang=${this.kept.language === 'de' ? 'en' : 'de'} @click=${() => this.switchLanguage()}>${this.kept.language === 'de' ? 'EN' : 'DE'}</button>
        ${this.tool(icons.out, w.signOut, () => void this.leave())}
      </footer>
    </nav>`
  }

  private presence(available: boolean, w: Words): TemplateResult {
    return html`<button
      class="presence"
      role="switch"
      aria-checked=${available ? 'true' : 'false'}
      title=${available ? w.availableLead : w.awayLead}
      @click=${() => void this.work.setAvailable(!available)}
    >
      <i></i>${available ? w.available : w.away}
    </button>`
  }

  private tool(icon: unknown, label: string, click: () => void, pressed?: boolean): TemplateResult {
    return html`<button class="icon" title=${label} aria-label=${label} aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'} @click=${click}>${icon}</button>`
  }

  private nothingChosen(): TemplateResult {
    const w = this.words
    return html`<div class="nothing">${icons.mark}<p>${w.nothing}</p><p class="faint">${w.nothingLead}</p><p class="faint keys">${w.keys}</p></div>`
  }

  private centre(d: Detail, a: Account): TemplateResult {
    const w = this.words
    const mine = d.owner === 'agent' && d.agent === a.id
    const problem = this.work.problem
    return html`
      <header class="head">
        ${this.tool(icons.left, w.cancel, () => this.closeConversation())}
        <div class="title"><h1>${titleOf(d, w)}</h1><p>${this.standing(d, a)}</p></div>
        ${mine ? html`<button @click=${() => this.ask('back')}>${w.back}</button><button @click=${() => this.ask('close')}>${w.close}</button>` : nothing}
        ${mine || (d.owner === 'agent' && d.agent) ? nothing : html`<button class="primary take" @click=${() => this.work.take()}>${w.take}</button>`}
        ${this.tool(icons.side, w.about, () => this.toggleSide(), this.sideOpen)}
      </header>
      ${mine && this.leaving ? this.parting(w) : nothing}
      ${problem ? html`<p class="banner" role="alert">${problem.more.name ? w.hasIt(String(problem.more.name)) : problem.message}</p>` : nothing}
      ${showTalk(d, { words: w, language: this.kept.language, pending: this.work.pending, typing: Date.now() < this.work.typing, again: (p) => void this.work.send(p), wrong: (e) => this.wrong.show(d, e, w) })}
      ${this.compose.show(
        d.id,
        mine || this.work.taking === d.id,
        w,
        (deed, text, files) => this.work.say(deed, text, files),
        () => this.work.typed(),
      )}
    `
  }

  private standing(d: Detail, a: Account): unknown {
    const w = this.words
    if (d.owner === 'queue') return html`<span class="state is-queue">${w.queue}</span>${expected(d, this.setting(a))}`
    if (d.owner === 'bot') return html`<span class="state">${w.bot}</span>`
    return html`<span class="state is-agent">${d.agent === a.id ? w.withYou : w.at(d.name ?? '')}</span>`
  }

  /** What was achieved, before the conversation is given away. */
  private parting(w: Words): TemplateResult {
    const back = this.leaving === 'back'
    const submit = (e: SubmitEvent) => {
      e.preventDefault()
      const f = new FormData(e.target as HTMLFormElement)
      const deed = this.leaving ?? 'back'
      this.leaving = undefined
      void this.work.act(deed, String(f.get('result') ?? ''), f.get('settled') === 'on')
    }
    return html`<form class="parting" @submit=${submit}>
      <label for="result">${back ? w.backLead : w.closeLead}</label>
      <textarea id="result" name="result" rows="2" maxlength="2000"></textarea>
      <div class="actions">
        ${back ? html`<label class="check"><input type="checkbox" name="settled" checked />${w.settled}</label>` : nothing}
        <button type="button" class="quiet" @click=${() => this.ask(undefined)}>${w.cancel}</button>
        <button class="primary">${back ? w.giveBack : w.closeNow}</button>
      </div>
    </form>`
  }

  private ask(leaving: 'back' | 'close' | undefined): void {
    this.leaving = this.leaving === leaving ? undefined : leaving
    this.requestUpdate()
    void this.updateComplete.then(() => document.getElementById(leaving ? 'result' : 'reply')?.focus())
  }

  private closeConversation(): void {
    this.work.chosen = undefined
    this.work.detail = undefined
    this.requestUpdate()
  }

  private lookAtRecent(open: boolean): void {
    this.work.recent = open
    if (open) this.work.refresh()
  }

  private toggleSide(): void {
    this.sideOpen = !this.sideOpen
    this.requestUpdate()
  }

  private toggleSound(): void {
    this.kept.set({ sound: !this.kept.sound })
    this.ring()
    this.requestUpdate()
  }

  private switchLanguage(): void {
    this.kept.set({ language: this.kept.language === 'de' ? 'en' : 'de' })
    this.requestUpdate()
  }

  private async leave(): Promise<void> {
    await server.signOut()
    this.work.stop()
  }

  protected override updated(_: PropertyValues): void {
    document.documentElement.lang = this.kept.language
    const d = this.work.detail
    if (d && document.hasFocus()) this.kept.markRead(d.id, d.seq)
    const unread = this.work.order.filter(this.unread).length
    document.title = (unread ? `(${unread}) ` : '') + this.words.title
    if (d) this.follow(d)
  }

  /** Shows the end of the conversation when something was added to it. */
  private follow(d: Detail): void {
    const end = `${d.id} ${d.seq} ${Date.now() < this.work.typing}`
    if (this.end === end) return
    this.end = end
    const talk = this.querySelector('.talk')
    talk?.scrollTo({ top: talk.scrollHeight })
  }
}
