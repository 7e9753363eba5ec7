import { exclusively } from './browser.ts'
import type { Keep, Pass } from './keep.ts'
import { Pace } from './pace.ts'
import type { Deed, Utterance } from './protocol.ts'
import { act, Later, Refused, say, Unusable } from './server.ts'

/** What an outbox needs of its conversation. */
export interface Sender {
  site: string
  locale: string
  /** The conversation to say it in; it is begun if there is none. */
  pass(): Promise<Pass>
  /** The pass opens nothing any more. */
  refused(): void
  /** The server has this utterance. */
  taken(u: Utterance): void
  changed(): void
}

/** How what waits is doing. */
export type Mood = 'sending' | 'offline' | 'busy'

/**
 * What is on its way to the server. It outlives the page and leaves in order, each thing under an id of its own, and one tab
 * at a time sends for all. An utterance stays until the transcript shows it; nothing else counts as said.
 */
export class Outbox {
  mood: Mood = 'sending'
  private delivering = false
  private failures = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  /** The server asked not to come back before the retry, whatever happens. */
  private putOff = false
  private pace = new Pace()

  constructor(
    private keep: Keep,
    private sender: Sender,
  ) {
    addEventListener('online', () => this.deliver())
    addEventListener('offline', () => sender.changed())
  }

  get queue(): Utterance[] {
    return this.keep.queue
  }

  add(u: Utterance): void {
    this.keep.change((queue) => [...queue, u])
    this.deliver()
  }

  do(deed: Deed): void {
    this.keep.changeDeeds((deeds) => [...deeds, deed])
    this.deliver()
  }

  /** Tries again what the server would not take. */
  again(id: string): void {
    this.keep.change((queue) => queue.map((u) => (u.id === id ? { ...u, failed: undefined } : u)))
    this.deliver()
  }

  drop(id: string): void {
    this.keep.change((queue) => queue.filter((u) => u.id !== id))
  }

  /** Another conversation takes up what is not yet said. */
  renew(): void {
    this.leave()
    this.keep.change((queue) => queue.map((u) => ({ ...u, after: 0 })))
    this.keep.changeDeeds((deeds) => deeds.filter((d) => d.kind === 'link'))
  }

  /** Forgets what the server has: another transcript than the one that is shown from now on has it. */
  leave(): void {
    this.keep.change((queue) => queue.filter((u) => !u.taken))
  }

  /** Sends what waits. */
  deliver(): void {
    if (this.delivering || this.putOff || !this.next()) return
    clearTimeout(this.retry)
    this.delivering = true
    void exclusively(`lotse:${this.sender.site}`, () => this.sendAll().finally(() => (this.delivering = false)))
  }

  private next(): Utterance | Deed | undefined {
    return this.queue.find((u) => !u.taken && !u.failed) ?? this.keep.deeds[0]
  }

  private async sendAll(): Promise<void> {
    for (let next = this.next(); next; next = this.next()) {
      const wait = this.pace.next(Date.now())
      if (wait > 0) return this.later(wait)
      try {
        await this.send(next)
        this.failures = 0
        this.mood = 'sending'
      } catch (e) {
        if (e instanceof Later) {
          this.mood = e.busy ? 'busy' : 'offline'
          this.putOff = e.busy
          return this.later(Math.max(e.ms, Math.min(20_000, 800 * 2 ** this.failures++)))
        }
        if (e instanceof Refused) this.sender.refused()
        else if (e instanceof Unusable) this.fail(next)
        else throw e
      }
      this.sender.changed()
    }
  }

  private later(ms: number): void {
    this.retry = setTimeout(() => {
      this.putOff = false
      this.deliver()
    }, ms)
    this.sender.changed()
  }

  private async send(next: Utterance | Deed): Promise<void> {
    const pass = await this.sender.pass()
    if ('kind' in next) {
      await act(pass, next)
      this.forget(next)
      return
    }
    await say(pass, next, this.sender.locale)
    this.keep.change((queue) => queue.map((u) => (u.id === next.id ? { ...u, taken: true } : u)))
    if (this.keep.pass?.conversation !== pass.conversation) return this.leave() // she moved on meanwhile
    this.sender.taken(next)
  }

  private fail(what: Utterance | Deed): void {
    if ('kind' in what) return this.forget(what)
    this.keep.change((queue) => queue.map((u) => (u.id === what.id ? { ...u, failed: true } : u)))
  }

  private forget(deed: Deed): void {
    this.keep.changeDeeds((deeds) => deeds.filter((d) => d.id !== deed.id))
  }
}
