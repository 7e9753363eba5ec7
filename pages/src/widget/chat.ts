import { exclusively, uuid } from './browser.ts'
import { Keep, type Pass } from './keep.ts'
import { Line } from './line.ts'
import type { Entry, Frame, Utterance } from './protocol.ts'
import { begin, Later, Refused, say, Unusable } from './server.ts'
import { settle, Transcript } from './transcript.ts'

/** How long dots promise an answer before they stop. */
const patience = 30_000

/**
 * One conversation: what was heard, what is still to be said, and the line between. What is said goes into a queue that
 * outlives the page, and leaves it when the transcript shows it; nothing else counts as said.
 */
export class Chat {
  transcript = new Transcript()
  /** No line is needed before something was said. */
  state: 'idle' | 'connecting' | 'open' | 'lost' = 'idle'
  /** The server could do nothing with the last utterance. */
  unusable = false

  private keep: Keep
  private line: Line | undefined
  private pass: Pass | undefined
  private delivering = false
  private failures = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private dots: ReturnType<typeof setTimeout> | undefined

  constructor(
    private site: string,
    private language: (text: string) => string | undefined,
    private changed: () => void,
    private heard: (entry: Entry) => void,
  ) {
    this.keep = new Keep(site)
    this.keep.watch(() => this.join())
    addEventListener('online', () => this.deliver())
  }

  /** Takes the conversation up again, if there is one. */
  join(): void {
    const pass = this.keep.pass
    if (pass?.token !== this.pass?.token) this.enter(pass)
    this.deliver()
    this.changed()
  }

  get queue(): Utterance[] {
    return this.keep.queue
  }

  /** The conversation's ID; empty before there is one. */
  get conversation(): string {
    return this.pass?.conversation ?? ''
  }

  /** Somebody is about to answer. */
  get expecting(): boolean {
    return this.dots !== undefined && !this.transcript.draft
  }

  say(text: string, payload?: string): void {
    const utterance: Utterance = { id: uuid(), text, payload, after: this.transcript.cursor, taken: false }
    if (this.transcript.entries.length === 0) utterance.language = this.language(text)
    this.keep.change((queue) => [...queue, utterance])
    this.unusable = false
    this.deliver()
    this.changed()
  }

  private typedAt = 0

  typed(): void {
    if (!this.line || this.transcript.answerer.owner === 'bot' || Date.now() - this.typedAt < 3000) return
    this.typedAt = Date.now()
    this.line.typing()
  }

  private enter(pass: Pass | undefined): void {
    this.line?.close()
    this.line = undefined
    this.pass = pass
    this.transcript = new Transcript()
    this.state = 'idle'
    if (!pass) return
    this.state = 'connecting'
    this.line = new Line(pass, {
      cursor: () => this.transcript.cursor,
      heard: (frame) => this.take(frame),
      opened: () => {
        this.state = 'open'
        this.deliver()
        this.changed()
      },
      lost: () => {
        this.state = 'lost'
        this.changed()
      },
      refused: () => this.anew(),
    })
  }

  private take(frame: Frame): void {
    if (frame.kind === 'ready' && (frame.seq ?? 0) < this.transcript.cursor) {
      this.enter(this.pass) // the server was set back: what is shown here is no longer true
      return
    }
    const entry = this.transcript.take(frame)
    if (frame.kind === 'typing') this.expect(6000)
    if (entry) {
      if (entry.author !== 'customer') this.expect(0)
      this.keep.change((queue) => settle(queue, entry))
      this.heard(entry)
    }
    this.changed()
  }

  /** Shows that somebody answers, for so long at most. */
  private expect(ms: number): void {
    clearTimeout(this.dots)
    this.dots = undefined
    if (ms > 0) {
      this.dots = setTimeout(() => {
        this.dots = undefined
        this.transcript.typist = undefined
        if (this.queue.some((u) => u.taken)) this.line?.renew()
        this.changed()
      }, ms)
    }
  }

  /** The old conversation cannot be opened any more: what is not yet said is said in a new one. */
  private anew(): void {
    this.keep.pass = undefined
    this.keep.change((queue) => queue.filter((u) => !u.taken).map((u) => ({ ...u, after: 0 })))
    this.enter(undefined)
    this.deliver()
    this.changed()
  }

  /** Says what waits, in order; one tab at a time does so for all. */
  private deliver(): void {
    if (this.delivering || !this.queue.some((u) => !u.taken)) return
    clearTimeout(this.retry)
    this.delivering = true
    void exclusively(`lotse:${this.site}`, () => this.sayAll()).finally(() => (this.delivering = false))
  }

  private async sayAll(): Promise<void> {
    for (;;) {
      const next = this.queue.find((u) => !u.taken)
      if (!next) return
      try {
        await this.sayOne(next)
        this.failures = 0
      } catch (e) {
        if (e instanceof Later) {
          const pause = Math.max(e.ms, Math.min(20_000, 800 * 2 ** this.failures++))
          this.retry = setTimeout(() => this.deliver(), pause)
          this.changed()
          return
        }
        if (e instanceof Refused) this.anew()
        if (e instanceof Unusable) this.drop(next)
      }
    }
  }

  private async sayOne(u: Utterance): Promise<void> {
    if (!this.keep.pass) this.keep.pass = await begin(this.site)
    const pass = this.keep.pass
    if (pass.token !== this.pass?.token) this.enter(pass)
    await say(pass, u)
    this.keep.change((queue) => queue.map((v) => (v.id === u.id ? { ...v, taken: true } : v)))
    if (this.transcript.answerer.owner === 'bot') this.expect(patience)
    this.changed()
  }

  private drop(u: Utterance): void {
    this.keep.change((queue) => queue.filter((v) => v.id !== u.id))
    this.unusable = true
    this.changed()
  }
}
