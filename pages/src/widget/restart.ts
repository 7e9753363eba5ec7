import { html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { stay } from './sheet.ts'
import type { Words } from './words.ts'

/** Asks before a conversation is left for a new one: it cannot be had back. */
@customElement('lotse-restart')
export class Restart extends LitElement {
  @property({ attribute: false }) words!: Words
  @property({ attribute: false }) restart!: () => void

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { words } = this
    return html`<dialog class="ask-first" aria-labelledby="restart" aria-describedby="restart-told" @keydown=${stay}>
      <h2 id="restart">${words.restart}</h2>
      <p id="restart-told">${words.restartTold}</p>
      <div class="does">
        <button class="choice chief" type="button" @click=${this.do}>${words.restartDo}</button>
        <button class="choice" type="button" @click=${() => this.dialog.close()}>${words.cancel}</button>
      </div>
    </dialog>`
  }

  ask(): void {
    this.dialog.showModal()
  }

  private do(): void {
    this.dialog.close()
    this.restart()
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector('dialog')!
  }
}
