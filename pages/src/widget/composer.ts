import { html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { sendIcon } from './icons.ts'
import type { Words } from './words.ts'

/** Where the customer writes. It tells what she says as the event `say`, and that she writes as `typed`. */
@customElement('lotse-composer')
export class Composer extends LitElement {
  @property({ attribute: false }) words!: Words

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { placeholder, send } = this.words
    return html`
      <form class="composer" @submit=${this.submit}>
        <textarea rows="1" maxlength="4000" aria-label=${placeholder} placeholder=${placeholder} enterkeyhint="send" autocomplete="off" @input=${this.typed} @keydown=${this.enter}></textarea>
        <button class="send" type="submit" aria-label=${send} title=${send}>${sendIcon}</button>
      </form>
    `
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector('textarea')!
  }

  private typed(): void {
    this.fit()
    this.dispatchEvent(new Event('typed'))
  }

  /** The field grows with its text; the stylesheet bounds it. */
  private fit(): void {
    this.field.style.height = 'auto'
    this.field.style.height = `${this.field.scrollHeight}px`
  }

  private enter(e: KeyboardEvent): void {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
    this.submit(e)
  }

  private submit(e: Event): void {
    e.preventDefault()
    const text = this.field.value.trim()
    if (text === '') return
    this.field.value = ''
    this.fit()
    this.dispatchEvent(new CustomEvent<string>('say', { detail: text }))
  }
}
