import { uuid } from './browser.ts'
import { subjectOf, type Identity } from './identity.ts'
import { Keep, type Marks, type Pass } from './keep.ts'
import { Line } from './line.ts'
import { Outbox } from './outbox.ts'
import type { Deed, Element, Entry, Frame, Page, Utterance } from './protocol.ts'
import { begin, Refused } from './server.ts'
import { settle, Transcript } from './transcript.ts'

/** How long dots promise an answer before they stop. */
const patience = 30_000

/** What a chat tells the page it is shown on. */
export interface Onlooker {
  changed(): void
  heard(entry: Entry): void
}

/** What comes with what is said. */
export interface Said {
  payload?: string
  elements?: Element[]
  plain?: boolean
  page?: Page
}

/**
 * One conversation: what was heard, what is still to be said, and the line between. What is said goes into a queue that
 * outlives the page, and leaves it when the transcript shows it; nothing else counts as said.
 */
export class Chat {
  transcript = new Transcript()
  /** No line is needed before something was said. */
  state: 'idle' | 'connecting' | 'open' | 'lost' = 'idle'
  readonly keep: Keep
  readonly outbox: Outbox

  private line: Line | undefined
  /** What opens the conversation that is shown; nothing before there is one. */
  entered: Pass | undefined
  private proving: Promise<void> | undefined
  private beginning: Promise<Pass> | undefined
  private dots: ReturnType<typeof setTimeout> | undefined

  constructor(
    private site: string,
    locale: string,
    private onlooker: Onlooker,
  ) {
    this.keep = new Keep(site)
    this.keep.watch(() => this.join())
    this.outbox = new Outbox(this.keep, {
      site,
      locale,
      pass: () => this.pass(),
      refused: () => this.anew(),
      taken: (u) => this.transcript.answerer.owner === 'bot' && !this.transcript.answered(u.id) && this.expect(patience),
      changed: () => onlooker.changed(),
    })
  }

  /** Takes the conversation up again, if there is one. */
  join(): void {
    const pass = this.keep.pass
    if (pass?.token !== this.entered?.token) this.enter(pass)
    this.outbox.deliver()
    this.onlooker.changed()
  }

  get queue(): Utterance[] {
    return this.outbox.queue
  }

  /** The conversation's ID; empty before there is one. */
  get conversation(): string {
    return this.entered?.conversation ?? ''
  }

  /** What she did with its entries. */
  get marks(): Marks {
    return this.keep.marks(this.conversation)
  }

  mark(change: (marks: Marks) => void): void {
    this.keep.mark(this.conversation, change)
  }

  /** Who she is was proven: the conversation is hers, in every browser. */
  get proven(): boolean {
    return !!this.entered?.subject
  }

  /** Somebody is about to answer. */
  get expecting(): boolean {
    return this.dots !== undefined && !this.transcript.draft
  }

  say(text: string, said: Said = {}): void {
    this.outbox.add({ id: uuid(), text, ...said, after: this.transcript.cursor, taken: false })
    this.onlooker.changed()
  }

  do(deed: Omit<Deed, 'id'>): void {
    this.outbox.do({ id: uuid(), ...deed })
    this.onlooker.changed()
  }

  /** Says whether an answer helped, once. */
  rate(seq: number, helpful: boolean, text: string): void {
    if (this.marks.votes[seq] !== undefined) return
    this.mark((m) => (m.votes[seq] = helpful))
    this.do({ kind: 'feedback', seq, helpful, text: text || undefined })
  }

  /** Shows who the customer is. What cannot be proven changes nothing; it says whether it could. */
  async identify(identity: Identity): Promise<boolean> {
    const subject = subjectOf(identity)
    if (subject && this.keep.pass?.subject === subject) return true
    let proven = true
    this.proving = begin(this.site, identity, this.keep.pass?.token)
      .then((pass) => {
        this.keep.pass = { ...pass, subject }
      })
      .catch((e: unknown) => {
        proven = false
        if (!(e instanceof Refused)) console.warn('lotse: the identity could not be proven', e)
      })
    await this.proving
    this.proving = undefined
    this.join()
    return proven
  }

  /** Nobody is signed in any more: what is said from now on is somebody else's. */
  forget(): void {
    if (this.keep.pass?.subject) this.restart()
  }

  /** Begins another conversation. What was not yet said is not said there. */
  restart(): void {
    this.keep.pass = undefined
    this.keep.change(() => [])
    this.keep.changeDeeds(() => [])
    this.join()
  }

  /** What she is about to say needs a conversation: a file is kept in one. */
  async pass(): Promise<Pass> {
    await this.proving
    const pass = this.keep.pass ?? (await (this.beginning ??= begin(this.site).finally(() => (this.beginning = undefined))))
    this.keep.pass ??= pass
    if (pass.token !== this.entered?.token) this.enter(pass)
    return pass
  }

  private typedAt = 0

  typed(): void {
    if (!this.line || this.transcript.answerer.owner === 'bot' || Date.now() - this.typedAt < 3000) return
    this.typedAt = Date.now()
    this.line.typing()
  }

  /** She has seen everything up to here. */
  read(seq: number): void {
    this.line?.read(seq)
  }

  private enter(pass: Pass | undefined): void {
    this.line?.close()
    this.line = undefined
    this.entered = pass
    this.transcript = new Transcript()
    this.state = 'idle'
    this.expect(0)
    if (!pass) return
    this.state = 'connecting'
    this.line = new Line(pass, {
      conversation: () => this.conversation,
      cursor: () => this.transcript.cursor,
      heard: (frame) => this.take(frame),
      opened: () => {
        this.state = 'open'
        this.outbox.deliver()
        this.onlooker.changed()
      },
      lost: () => {
        this.state = 'lost'
        this.onlooker.changed()
      },
      refused: () => this.anew(),
    })
  }

  private take(frame: Frame): void {
    if (frame.kind === 'ready' && (frame.seq ?? 0) < this.transcript.cursor) {
      this.enter(this.entered) // the server was set back: what is shown here is no longer true
      return
    }
    if (frame.kind === 'moved') this.move(frame.conversation)
    const entry = this.transcript.take(frame)
    if (frame.kind === 'typing') this.expect(6000)
    if (entry) {
      if (entry.author !== 'customer') this.expect(0)
      this.keep.change((queue) => settle(queue, entry))
      this.onlooker.heard(entry)
    }
    this.onlooker.changed()
  }

  /** She goes on in another conversation of hers, and the line follows by itself. What led there was said in the one before. */
  private move(conversation: string): void {
    if (!this.entered) return
    this.outbox.leave()
    this.entered = { ...this.entered, conversation }
    this.keep.pass = this.entered
    this.transcript = new Transcript()
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
        this.onlooker.changed()
      }, ms)
    }
  }

  /** The old conversation cannot be opened any more: what is not yet said is said in a new one. */
  private anew(): void {
    this.keep.pass = undefined
    this.outbox.renew()
    this.enter(undefined)
    this.outbox.deliver()
    this.onlooker.changed()
  }
}
