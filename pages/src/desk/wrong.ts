import { html, nothing } from 'lit'
import type { Detail, Entry } from './protocol.ts'
import type { Words } from './words.ts'

/** Lets an agent say of a reply of the bot's that it was wrong. One is written at a time; what is half written stays. */
export class Wrong {
  private open: string | undefined // the reply that is written about
  private busy = false

  constructor(
    private changed: () => void,
    private say: (seq: number, right: string) => Promise<boolean>,
  ) {}

  /** What stands below a reply: a way to call it wrong, the form for that, or nothing if somebody did already. */
  show(d: Detail, e: Entry, w: Words): unknown {
    if (e.author !== 'bot' || e.note || d.entries.some((x) => x.event === 'wrong' && x.feedback?.seq === e.seq)) return nothing
    const reply = `${d.id} ${e.seq}`
    if (this.open !== reply) return html`<button class="quiet wrong" aria-label="${w.wasWrong}: ${e.text.slice(0, 60)}" @click=${() => this.toggle(reply)}>${w.wasWrong}</button>`
    const submit = (s: SubmitEvent) => {
      s.preventDefault()
      void this.send(e.seq, String(new FormData(s.target as HTMLFormElement).get('right') ?? ''))
    }
    return html`<form class="wrong" @submit=${submit} @keydown=${(k: KeyboardEvent) => k.key === 'Escape' && this.toggle(undefined)}>
      <label for="right">${w.right}</label>
      <textarea id="right" name="right" rows="2" maxlength="4000" ?disabled=${this.busy}></textarea>
      <p class="hint">${w.wrongLead}</p>
      <div class="actions">
        <button type="button" class="quiet" @click=${() => this.toggle(undefined)}>${w.cancel}</button>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? w.keeping : w.keepIt}</button>
      </div>
    </form>`
  }

  private toggle(reply: string | undefined): void {
    this.open = reply
    this.changed()
    if (reply) requestAnimationFrame(() => document.getElementById('right')?.focus())
  }

  private async send(seq: number, right: string): Promise<void> {
    this.busy = true
    this.changed()
    const ok = await this.say(seq, right.trim())
    this.busy = false
    if (ok) this.open = undefined
    this.changed()
  }
}
