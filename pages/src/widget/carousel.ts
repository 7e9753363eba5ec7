import { html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { showCard } from './card.ts'
import { backIcon, forthIcon } from './icons.ts'
import type { Card } from './protocol.ts'
import type { Setting } from './setting.ts'

/**
 * Cards beside each other (ARIA Authoring Practices, carousel). Fingers swipe, the arrow keys and the buttons leaf; it never
 * moves by itself.
 */
@customElement('lotse-carousel')
export class Carousel extends LitElement {
  @property({ attribute: false }) cards: Card[] = []
  @property({ attribute: false }) setting!: Setting
  @state() private at = 0
  @state() private end = false

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { words } = this.setting
    const n = this.cards.length
    return html`
      <section class="carousel" aria-roledescription="carousel" aria-label=${words.cards} @keydown=${this.key}>
        <ul class="track" tabindex="0" aria-label=${words.cards} @scroll=${this.look}>
          ${this.cards.map((c, i) => html`<li class="card" aria-roledescription="slide" aria-label=${words.card(i + 1, n)}>${showCard(c, this.setting)}</li>`)}
        </ul>
        ${n > 1
          ? html`<div class="leaf">
              <button class="icon" type="button" aria-label=${words.back} title=${words.back} ?disabled=${this.at === 0} @click=${() => this.leaf(-1)}>${backIcon}</button>
              <bdi aria-live="polite">${words.card(this.at + 1, n)}</bdi>
              <button class="icon" type="button" aria-label=${words.forth} title=${words.forth} ?disabled=${this.end} @click=${() => this.leaf(1)}>${forthIcon}</button>
            </div>`
          : ''}
      </section>
    `
  }

  protected override firstUpdated(): void {
    this.look()
  }

  private get track(): HTMLElement {
    return this.querySelector('.track')!
  }

  private key(e: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
    if (!step || e.target !== this.track) return
    e.preventDefault()
    this.leaf(getComputedStyle(this).direction === 'rtl' ? -step : step)
  }

  private leaf(by: number): void {
    const to = Math.max(0, Math.min(this.cards.length - 1, this.at + by))
    const card = this.track.children[to] as HTMLElement
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.track.scrollTo({ left: card.offsetLeft - (this.track.children[0] as HTMLElement).offsetLeft, behavior: still ? 'instant' : 'smooth' })
  }

  /** Looks which card is in sight: the first whose middle is. */
  private look(): void {
    const { track } = this
    const box = track.getBoundingClientRect()
    const at = [...track.children].findIndex((c) => {
      const b = c.getBoundingClientRect()
      const middle = b.left + b.width / 2
      return middle > box.left && middle < box.right
    })
    this.end = Math.abs(track.scrollLeft) + track.clientWidth >= track.scrollWidth - 4
    this.at = this.end && track.scrollWidth > track.clientWidth + 4 ? this.cards.length - 1 : Math.max(0, at)
  }
}
