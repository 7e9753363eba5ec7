import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { alertIcon, closeIcon, fileIcon, restartIcon } from './icons.ts'
import { saySize } from './size.ts'
import './thumb.ts'
import type { Attachment, Uploads } from './upload.ts'
import type { Words } from './words.ts'

/** The files that go with what is written next, and how far they are. */
export function showTray(uploads: Uploads, words: Words, language: string): unknown {
  if (uploads.all.length === 0) return nothing
  return html`<ul class="tray" aria-label=${words.attached}>
    ${repeat(uploads.all, (a) => a.id, (a) => file(a, uploads, words, language))}
  </ul>`
}

function file(a: Attachment, uploads: Uploads, words: Words, language: string): TemplateResult {
  const { name, type } = a.file
  return html`<li class=${a.refusal ? 'bad' : ''}>
    ${a.refusal ? html`<span class="sign">${alertIcon}</span>` : type.startsWith('image/') ? html`<lotse-thumb .file=${a.file}></lotse-thumb>` : html`<span class="sign">${fileIcon}</span>`}
    <span class="about">
      <span class="title" dir="auto">${name}</span>
      <span class="small" role="status">${a.refusal ? why(a, uploads, words, language) : a.media ? `${words.uploaded} · ${saySize(a.file.size, language)}` : words.uploading}</span>
      ${a.media || a.refusal ? nothing : html`<progress max="1" .value=${a.progress} aria-label="${words.uploading}: ${name}"></progress>`}
    </span>
    ${a.refusal === 'lost' ? html`<button class="icon" type="button" aria-label="${words.again}: ${name}" title=${words.again} @click=${() => uploads.retry(a.id)}>${restartIcon}</button>` : nothing}
    <button class="icon" type="button" aria-label=${words.remove(name)} title=${words.remove(name)} @click=${() => uploads.remove(a.id)}>${closeIcon}</button>
  </li>`
}

function why({ refusal }: Attachment, { bounds }: Uploads, words: Words, language: string): string {
  switch (refusal) {
    case 'size':
      return words.tooLarge(saySize(bounds.size, language))
    case 'kind':
      return words.wrongKind
    case 'many':
      return words.tooMany(bounds.count)
    default:
      return words.notArrived
  }
}
