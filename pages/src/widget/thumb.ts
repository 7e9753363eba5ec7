import { html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { pictureIcon } from './icons.ts'

const side = 80 // twice what is shown, for fine screens

/** A small picture of a picture that is about to be sent, drawn from the file itself. */
@customElement('lotse-thumb')
export class Thumb extends LitElement {
  @property({ attribute: false }) file!: File
  @state() private drawn = false

  protected override createRenderRoot() {
    return this
  }

  override render() {
    return html`<span class="sign" ?hidden=${this.drawn}>${pictureIcon}</span><canvas width=${side} height=${side} ?hidden=${!this.drawn}></canvas>`
  }

  protected override async firstUpdated(): Promise<void> {
    const picture = await createImageBitmap(this.file).catch(() => undefined)
    if (!picture) return // not all pictures can be drawn: the sign stays
    const part = Math.min(picture.width, picture.height)
    const [x, y] = [(picture.width - part) / 2, (picture.height - part) / 2]
    this.querySelector('canvas')!.getContext('2d')!.drawImage(picture, x, y, part, part, 0, 0, side, side)
    picture.close()
    this.drawn = true
  }
}
