import { html, nothing, type TemplateResult } from 'lit'
import { showChoice } from './choice.ts'
import { safe } from '../shared/markdown.ts'
import { hide } from './media.ts'
import type { Card } from './protocol.ts'
import type { Setting } from './setting.ts'
import { showMarkdown } from './text.ts'
import { tongueOf } from './tongue.ts'

/** What is in a card: its picture, its words, and what can be done with it. */
export function showCard(c: Card, s: Setting): TemplateResult {
  const url = safe(c.url ?? '')
  return html`
    ${c.image?.url ? html`<img class="cover" src=${c.image.url} alt=${c.image.alt ?? ''} loading="lazy" @error=${hide} />` : nothing}
    <div class="words" lang=${tongueOf(`${c.title} ${c.text ?? ''}`) ?? s.language} dir="auto">
      <p class="title">${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${c.title}</a>` : c.title}</p>
      ${c.text ? html`<div class="about">${showMarkdown(c.text)}</div>` : nothing}
    </div>
    ${c.choices?.length ? html`<div class="does" role="group" aria-label=${c.title}>${c.choices.map((x) => showChoice(x, s, c.title))}</div>` : nothing}
  `
}
