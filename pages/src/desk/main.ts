import { LitElement, html } from 'lit'
import { customElement } from 'lit/decorators.js'

@customElement('lotse-desk')
export class Page extends LitElement {
  override render() {
    return html`<main>lotse</main>`
  }
}

document.body.append(new Page())
