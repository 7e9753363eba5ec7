import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import * as icons from './icons.ts'
import type { Words } from './words.ts'

/** The box in which an agent writes. What is half written stays with its conversation. */
export class Compose {
  note = false
  private drafts = new Map<string, string>()

  constructor(private changed: () => void) {}

  show(id: string, mine: boolean, w: Words, say: (deed: 'reply' | 'note', text: string) => void, typed: () => void): TemplateResult {
    const note = this.note || !mine
    const send = () => {
      const text = this.drafts.get(id) ?? ''
      if (!text.trim()) return
      this.drafts.delete(id)
      say(note ? 'note' : 'reply', text.trim())
      this.changed()
    }
    const input = (e: InputEvent) => {
      const box = e.target as HTMLTextAreaElement
      this.drafts.set(id, box.value)
      if (!note) typed()
      this.changed()
    }
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
      e.preventDefault()
      send()
    }
    return html`<div class="compose ${note ? 'is-note' : ''} ${mine ? '' : 'unowned'}">
      <div class="box">
        <textarea
          id="reply"
          rows="1"
          aria-label=${note ? w.notePlaceholder : w.placeholder}
          placeholder=${note ? w.notePlaceholder : w.placeholder}
          .value=${live(this.drafts.get(id) ?? '')}
          @input=${input}
          @keydown=${key}
        ></textarea>
        <button class="icon ${note ? 'on' : ''}" title=${w.note} aria-label=${w.note} aria-pressed=${note ? 'true' : 'false'} ?disabled=${!mine} @click=${() => this.toggle()}>${icons.note}</button>
        <button class="send" title=${note ? w.saveNote : w.send} aria-label=${note ? w.saveNote : w.send} ?disabled=${!this.drafts.get(id)?.trim()} @click=${send}>${icons.send}</button>
      </div>
      <p class="hint">${mine ? w.sendHint : w.takeFirst}</p>
    </div>`
  }

  toggle(): void {
    this.note = !this.note
    this.changed()
    document.getElementById('reply')?.focus()
  }
}
