import { uuid } from './browser.ts'
import type { Pass } from './keep.ts'
import type { Media } from './protocol.ts'
import { address } from './server.ts'

/** Why a file is not taken. */
export type Refusal = 'size' | 'kind' | 'many' | 'lost'

/** A file that the customer wants to send along. */
export interface Attachment {
  id: string
  file: File
  /** Share of it that arrived, 0 to 1. */
  progress: number
  media?: Media
  refusal?: Refusal
}

/** What the server takes; it says so in the page's look. */
export interface Bounds {
  /** Bytes of one file. */
  size: number
  /** As an input's accept attribute. */
  types: string
  /** Files of one utterance. */
  count: number
}

/** Says why a file cannot be sent, as far as that can be known before. */
export function refuse(file: { name: string; size: number; type: string }, bounds: Bounds): Refusal | undefined {
  if (file.size > bounds.size) return 'size'
  if (!accepts(bounds.types, file)) return 'kind'
  return undefined
}

function accepts(types: string, { name, type }: { name: string; type: string }): boolean {
  return types.split(',').some((t) => {
    const want = t.trim().toLowerCase()
    if (want.startsWith('.')) return name.toLowerCase().endsWith(want)
    return want.endsWith('/*') ? type.startsWith(want.slice(0, -1)) : type === want
  })
}

/** The files that go with the next utterance. They are uploaded as soon as they are chosen. */
export class Uploads {
  all: Attachment[] = []
  private requests = new Map<string, XMLHttpRequest>()

  constructor(
    readonly bounds: Bounds,
    private pass: () => Promise<Pass>,
    private changed: () => void,
  ) {}

  /** Files are still on their way. */
  get busy(): boolean {
    return this.all.some((a) => !a.media && !a.refusal)
  }

  /** Some did not arrive, and may be tried again. */
  get lost(): boolean {
    return this.all.some((a) => a.refusal === 'lost')
  }

  /** The ones that arrived. */
  get ready(): Attachment[] {
    return this.all.filter((a) => a.media)
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const attachment: Attachment = { id: uuid(), file, progress: 0 }
      const full = this.all.filter((a) => !a.refusal).length >= this.bounds.count
      attachment.refusal = full ? 'many' : refuse(file, this.bounds)
      this.all = [...this.all, attachment]
      if (!attachment.refusal) void this.send(attachment)
    }
    this.changed()
  }

  remove(id: string): void {
    this.requests.get(id)?.abort()
    this.requests.delete(id)
    this.all = this.all.filter((a) => a.id !== id)
    this.changed()
  }

  retry(id: string): void {
    const found = this.all.find((a) => a.id === id)
    if (found) void this.send(this.change(found, { refusal: undefined, progress: 0 }))
  }

  /** Takes the ones that arrived, for an utterance. What can be tried again stays. */
  take(): Media[] {
    const media = this.ready.map((a) => a.media!)
    this.all = this.all.filter((a) => a.refusal === 'lost')
    return media
  }

  private async send(a: Attachment): Promise<void> {
    try {
      const pass = await this.pass()
      const media = await this.post(a, pass.token)
      this.change(a, { media, progress: 1 })
    } catch (e) {
      this.change(a, { refusal: e === 413 ? 'size' : e === 415 || e === 422 ? 'kind' : 'lost' })
    }
    this.requests.delete(a.id)
  }

  /** Posts a file; XMLHttpRequest, because fetch tells nothing of how far it is. It rejects with the status, or 0. */
  private post(a: Attachment, token: string): Promise<Media> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      this.requests.set(a.id, request)
      request.upload.onprogress = (e) => this.change(a, { progress: e.total ? e.loaded / e.total : 0 })
      request.onload = () => (request.status === 201 ? resolve(JSON.parse(request.responseText) as Media) : reject(request.status))
      request.onerror = request.onabort = request.ontimeout = () => reject(0)
      request.open('POST', address('files'))
      request.setRequestHeader('Authorization', `Bearer ${token}`)
      const form = new FormData()
      form.append('file', a.file, a.file.name)
      request.send(form)
    })
  }

  private change(a: Attachment, to: Partial<Attachment>): Attachment {
    const changed = { ...this.all.find((b) => b.id === a.id)!, ...to }
    this.all = this.all.map((b) => (b.id === a.id ? changed : b))
    this.changed()
    return changed
  }
}
