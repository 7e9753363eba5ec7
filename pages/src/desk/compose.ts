import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import * as icons from './icons.ts'
import type { Words } from './words.ts'

interface Draft {
  text: string
  note: boolean
  files: File[]
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

  show(id: string, mine: boolean, w: Words, say: (deed: 'reply' | 'note', text: string, files: File[]) => void, typed: () => void): TemplateResult {
    const draft = this.drafts.get(id)
    const note = !mine || (draft?.note ?? this.note)
    this.shown = { id, note }
    const send = () => {
      const { text, files } = this.drafts.get(id) ?? { text: '', files: [] }
      if (!text.trim() && files.length === 0) return
      this.drafts.delete(id)
      say(note ? 'note' : 'reply', text.trim(), note ? [] : files)
      this.changed()
    }
    const input = (e: InputEvent) => {
      const box = e.target as HTMLTextAreaElement
      const files = this.drafts.get(id)?.files ?? []
      if (box.value || files.length > 0) this.drafts.set(id, { text: box.value, note, files })
      else this.drafts.delete(id)
      if (!note) typed()
      this.changed()
    }
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
      e.preventDefault()
      send()
    }
    const pick = (e: Event) => {
      const box = e.target as HTMLInputElement
      this.attach(id, note, [...(box.files ?? [])])
      box.value = ''
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
        ${note ? nothing : html`<label class="clip" title=${w.attach}><input type="file" multiple aria-label=${w.attach} @change=${pick} />${icons.clip}</label>`}
        <button class="icon ${note ? 'on' : ''}" title=${w.note} aria-label=${w.note} aria-pressed=${note ? 'true' : 'false'} ?disabled=${!mine} @click=${() => this.toggle()}>${icons.note}</button>
        <button class="send" title=${note ? w.saveNote : w.send} aria-label=${note ? w.saveNote : w.send} ?disabled=${!draft?.text.trim() && !draft?.files.length} @click=${send}>${icons.send}</button>
      </div>
      ${draft?.files.map(
        (f) => html`<p class="attached">${f.name} <button class="quiet" aria-label="${w.drop}: ${f.name}" @click=${() => this.drop(id, f)}>×</button></p>`,
      )}
      <p class="hint">${mine ? w.sendHint : w.takeFirst}</p>
    </div>`
  }

  private attach(id: string, note: boolean, files: File[]): void {
    const draft = this.drafts.get(id) ?? { text: '', note, files: [] }
    this.drafts.set(id, { ...draft, files: [...draft.files, ...files] })
    this.changed()
  }

  private drop(id: string, file: File): void {
    const draft = this.drafts.get(id)
    if (draft) draft.files = draft.files.filter((f) => f !== file)
    this.changed()
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
