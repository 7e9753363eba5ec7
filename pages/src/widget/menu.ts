import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { menuIcon, tickIcon } from './icons.ts'
import type { Words } from './words.ts'

/** Something the menu offers. */
export interface Item {
  label: string
  icon: unknown
  /** It is switched on or off; left out where there is nothing to switch. */
  on?: boolean
  disabled?: boolean
  do: () => void
}

/** A menu behind a button (ARIA Authoring Practices, menu button): arrows move, Escape and Tab close. */
@customElement('lotse-menu')
export class Menu extends LitElement {
  @property({ attribute: false }) words!: Words
  @property({ attribute: false }) items: Item[] = []
  @property({ attribute: false }) size = 0
  @property({ attribute: false }) sized!: (size: number) => void
  @state() private open = false

  protected override createRenderRoot() {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('pointerdown', this.elsewhere)
    addEventListener('blur', this.close)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('pointerdown', this.elsewhere)
    removeEventListener('blur', this.close)
  }

  override render() {
    const { menu } = this.words
    return html`
      <button class="icon opens" type="button" aria-haspopup="menu" aria-expanded=${this.open} aria-label=${menu} title=${menu} @click=${this.toggle} @keydown=${this.enter}>${menuIcon}</button>
      ${this.open
        ? html`<div class="menu" role="menu" aria-label=${menu} @keydown=${this.key}>
            ${this.items.map((i) => this.item(i))} ${this.sizes()}
          </div>`
        : nothing}
    `
  }

  private item(i: Item): TemplateResult {
    const role = i.on === undefined ? 'menuitem' : 'menuitemcheckbox'
    return html`<button type="button" role=${role} tabindex="-1" aria-checked=${i.on ?? nothing} ?disabled=${i.disabled} @click=${() => this.pick(i)}>
      <span class="sign">${i.icon}</span><span class="what">${i.label}</span>${i.on ? html`<span class="sign on">${tickIcon}</span>` : nothing}
    </button>`
  }

  private sizes(): TemplateResult {
    const { textSize, sizes } = this.words
    return html`<div class="sizes" role="group" aria-label=${textSize}>
      <span class="what" aria-hidden="true">${textSize}</span>
      ${sizes.map((name, i) => html`<button type="button" class="size-${i}" role="menuitemradio" tabindex="-1" aria-checked=${this.size === i} aria-label=${name} title=${name} @click=${() => this.sized(i)}>A</button>`)}
    </div>`
  }

  private pick(i: Item): void {
    this.close()
    this.button.focus()
    i.do()
  }

  private get button(): HTMLButtonElement {
    return this.querySelector('.opens')!
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>('.menu button:not(:disabled)')]
  }

  private async toggle(): Promise<void> {
    this.open = !this.open
    await this.updateComplete
    this.buttons[0]?.focus()
  }

  private close = () => {
    this.open = false
  }

  private elsewhere = (e: Event) => {
    if (!this.contains(e.target as Node)) this.close()
  }

  private enter(e: KeyboardEvent): void {
    if (e.key !== 'ArrowDown' || this.open) return
    e.preventDefault()
    void this.toggle()
  }

  private key(e: KeyboardEvent): void {
    const all = this.buttons
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[e.key]
    if (to !== undefined) {
      e.preventDefault()
      all.at(to % all.length)?.focus()
    } else if (e.key === 'Escape' || e.key === 'Tab') {
      e.preventDefault()
      e.stopPropagation() // the chat stays open
      this.close()
      this.button.focus()
    }
  }
}
