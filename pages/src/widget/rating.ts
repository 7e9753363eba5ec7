import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { goodIcon, poorIcon, tickIcon } from './icons.ts'
import type { Setting } from './setting.ts'

/** Asks quietly whether an answer helped, once. What was missing may be said, and need not be. */
@customElement('lotse-rating')
export class Rating extends LitElement {
  @property({ attribute: false }) seq = 0
  @property({ attribute: false }) setting!: Setting
  @property({ attribute: false }) vote: boolean | undefined
  @state() private asking = false

  protected override createRenderRoot() {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('pagehide', this.leave)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('pagehide', this.leave)
  }

  override render() {
    const { words } = this.setting
    if (this.vote !== undefined) return html`<p class="rating small" role="status"><span class="sign">${tickIcon}</span>${words.thanks}</p>`
    return html`<div class="rating" role="group" aria-label=${words.helped}>
      <span class="small" aria-hidden="true">${words.helped}</span>
      <button class="icon" type="button" aria-label=${words.helpful} title=${words.helpful} @click=${() => this.rate(true)}>${goodIcon}</button>
      <button class="icon" type="button" aria-label=${words.unhelpful} title=${words.unhelpful} aria-expanded=${this.asking} @click=${this.ask}>${poorIcon}</button>
      ${this.asking ? this.missing() : nothing}
    </div>`
  }

  private missing(): unknown {
    const { words } = this.setting
    return html`<form class="missing" @submit=${this.submit} @focusout=${this.away}>
      <label for="missing-${this.seq}">${words.missing}</label>
      <textarea id="missing-${this.seq}" rows="2" maxlength="1000"></textarea>
      <div class="does">
        <button class="choice" type="submit">${words.missingSend}</button>
      </div>
    </form>`
  }

  private async ask(): Promise<void> {
    this.asking = !this.asking
    await this.updateComplete
    this.querySelector('textarea')?.focus()
  }

  private submit(e: Event): void {
    e.preventDefault()
    this.leave()
  }

  /** Whoever goes on without writing has said enough. */
  private away(e: FocusEvent): void {
    if (e.relatedTarget && !this.contains(e.relatedTarget as Node)) this.leave()
  }

  private leave = () => {
    if (this.asking) this.rate(false, this.querySelector('textarea')?.value.trim())
  }

  private rate(helpful: boolean, text = ''): void {
    this.asking = false
    this.setting.acts.rate(this.seq, helpful, text)
  }
}
