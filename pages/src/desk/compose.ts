import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import * as icons from './icons.ts'
import type { Words } from './words.ts'

interface Draft {
  text: string
  note: boolean
}

/**
 * The box in which an agent writes. What is half written stays with its conversation, and stays what it was begun as: a note
 * does not become a reply because the conversation was taken over meanwhile.
 */
export class Compose {
  private note = false
  private drafts = new Map<string, Draft>()
  private shown = { id: '', note: false }

  constructor(private changed: () => void) {}

  show(id: string, mine: boolean, w: Words, say: (deed: 'reply' | 'note', text: string) => void, typed: () => void): TemplateResult {
    const draft = this.drafts.get(id)
    const note = !mine || (draft?.note ?? this.note)
    this.shown = { id, note }
    const send = () => {
      const text = this.drafts.get(id)?.text.trim()
      if (!text) return
      this.drafts.delete(id)
      say(note ? 'note' : 'reply', text)
      this.changed()
    }
    const input = (e: InputEvent) => {
      const box = e.target as HTMLTextAreaElement
      if (box.value) this.drafts.set(id, { text: box.value, note })
      else this.drafts.delete(id)
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
          .value=${live(draft?.text ?? '')}
          @input=${input}
          @keydown=${key}
        ></textarea>
        <button class="icon ${note ? 'on' : ''}" title=${w.note} aria-label=${w.note} aria-pressed=${note ? 'true' : 'false'} ?disabled=${!mine} @click=${() => this.toggle()}>${icons.note}</button>
        <button class="send" title=${note ? w.saveNote : w.send} aria-label=${note ? w.saveNote : w.send} ?disabled=${!draft?.text.trim()} @click=${send}>${icons.send}</button>
      </div>
      <p class="hint">${mine ? w.sendHint : w.takeFirst}</p>
    </div>`
  }

  toggle(): void {
    const { id, note } = this.shown
    this.note = !note
    const draft = this.drafts.get(id)
    if (draft) draft.note = !note
    this.changed()
    document.getElementById('reply')?.focus()
  }
}
