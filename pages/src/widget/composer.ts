import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { clipIcon, sendIcon } from './icons.ts'
import { showTray } from './tray.ts'
import type { Uploads } from './upload.ts'
import type { Words } from './words.ts'

/** Where the customer writes and attaches. It tells what she says as the event `say`, and that she writes as `typed`. */
@customElement('lotse-composer')
export class Composer extends LitElement {
  @property({ attribute: false }) words!: Words
  @property({ attribute: false }) language = 'en'
  /** Nothing where no files are taken. It changes inside, so it is drawn whenever the page is. */
  @property({ attribute: false, hasChanged: () => true }) uploads: Uploads | undefined
  /** She wants to send it, and a file is still on its way. */
  private held = false

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { placeholder, send } = this.words
    return html`
      ${this.uploads ? showTray(this.uploads, this.words, this.language) : nothing} ${this.held ? html`<p class="small held" role="status">${this.words.uploadsFirst}</p>` : nothing}
      <form class="composer" @submit=${this.submit}>
        ${this.uploads ? this.clip() : nothing}
        <textarea rows="1" dir="auto" maxlength="4000" aria-label=${placeholder} placeholder=${placeholder} enterkeyhint="send" autocomplete="off" @input=${this.typed} @keydown=${this.enter} @paste=${this.paste}></textarea>
        <button class="send ${this.sendable ? 'ready' : ''}" type="submit" aria-label=${send} title=${send}>${sendIcon}</button>
      </form>
    `
  }

  private clip(): unknown {
    const { attach } = this.words
    return html`
      <button class="icon clip" type="button" aria-label=${attach} title=${attach} @click=${() => this.querySelector<HTMLInputElement>('input[type=file]')?.click()}>${clipIcon}</button>
      <input type="file" multiple hidden tabindex="-1" accept=${this.uploads!.bounds.types} @change=${this.chosen} />
    `
  }

  protected override updated(): void {
    if (!this.held || this.uploads?.busy) return
    this.held = false
    if (!this.uploads?.lost) this.send() // without the file it is not what she wanted to say
    this.requestUpdate()
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector('textarea')!
  }

  private get sendable(): boolean {
    return (this.querySelector('textarea')?.value.trim() ?? '') !== '' || (this.uploads?.ready.length ?? 0) > 0
  }

  private typed(): void {
    this.fit()
    this.requestUpdate()
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

  private chosen(e: Event): void {
    const input = e.target as HTMLInputElement
    this.uploads?.add(input.files ?? [])
    input.value = '' // the same file may be chosen again
    this.field.focus()
  }

  private paste(e: ClipboardEvent): void {
    const files = [...(e.clipboardData?.files ?? [])]
    if (files.length === 0 || !this.uploads) return
    e.preventDefault()
    this.uploads.add(files)
  }

  private submit(e: Event): void {
    e.preventDefault()
    this.held = this.uploads?.busy ?? false
    if (this.held) this.requestUpdate()
    else this.send()
  }

  private send(): void {
    const text = this.field.value.trim()
    if (text === '' && !this.uploads?.ready.length) return
    this.field.value = ''
    this.fit()
    this.requestUpdate()
    this.dispatchEvent(new CustomEvent<string>('say', { detail: text }))
  }
}
