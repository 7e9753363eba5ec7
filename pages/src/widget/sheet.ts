import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { closeIcon, saveIcon } from './icons.ts'
import { safe } from '../shared/markdown.ts'
import type { Media } from './protocol.ts'
import type { Words } from './words.ts'

/** A picture as large as the screen allows, over everything. */
@customElement('lotse-sheet')
export class Sheet extends LitElement {
  @property({ attribute: false }) words!: Words
  @property({ attribute: false }) media: Media | undefined

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { words, media } = this
    const what = media?.alt || media?.name || words.picture
    return html`<dialog class="sheet" aria-label=${what} @close=${() => (this.media = undefined)} @click=${this.beside} @keydown=${stay}>
      ${media ? html`<img src=${media.url!} alt=${what} /><p><span dir="auto">${what}</span>${this.take(media)}</p>` : nothing}
      <button class="icon" type="button" aria-label=${words.cancel} title=${words.cancel} @click=${() => this.dialog.close()}>${closeIcon}</button>
    </dialog>`
  }

  private take(m: Media): unknown {
    const url = safe(m.url ?? '')
    return url ? html`<a class="icon" href=${url} target="_blank" rel="noopener noreferrer" download=${m.name ?? ''} aria-label=${this.words.download} title=${this.words.download}>${saveIcon}</a>` : nothing
  }

  async show(media: Media): Promise<void> {
    this.media = media
    await this.updateComplete
    this.dialog.showModal()
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector('dialog')!
  }

  private beside(e: Event): void {
    if (e.target === this.dialog) this.dialog.close()
  }
}

/** Escape closes the dialog alone, and Tab stays in it by itself. */
export function stay(e: KeyboardEvent): void {
  e.stopPropagation()
}
