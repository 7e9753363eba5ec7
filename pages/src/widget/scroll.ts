import type { Transcript } from './transcript.ts'

/** How near the end counts as at the end, in pixels. */
const near = 80

/** How much of what came before stays in sight above a new reply, in pixels. */
const context = 72

/**
 * Brings new things into sight: one's own always, others' if one was at the end, and long ones from their beginning. Whoever
 * reads further up is left there and told that something is below.
 */
export class Scroll {
  /** Something newer is out of sight. */
  below = false
  private atEnd = true
  private last = 0

  /** Looks where the customer is, before the page changes. */
  before(log: Element | null): void {
    if (log) this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < near
  }

  /** Follows the change. It says whether `below` became true. */
  after(log: Element, transcript: Transcript, waiting: boolean): boolean {
    const fresh = transcript.entries.filter((e) => e.seq > this.last)
    const reply = fresh.find((e) => e.author !== 'customer')
    const first = this.last === 0
    this.last = transcript.cursor
    if (waiting || this.atEnd || fresh.some((e) => e.author === 'customer')) {
      const entry = reply && !first ? log.querySelector<HTMLElement>(`[data-seq="${reply.seq}"]`) : null
      const bring = () => this.to(log, entry ? entry.offsetTop - context : Infinity)
      bring()
      requestAnimationFrame(bring) // cards and forms have their size only then
      return false
    }
    const news = reply !== undefined && !this.below
    this.below ||= news
    return news
  }

  /** The customer scrolled. It says whether `below` became false. */
  moved(log: Element): boolean {
    const arrived = this.below && log.scrollHeight - log.scrollTop - log.clientHeight < near
    if (arrived) this.below = false
    return arrived
  }

  to(log: Element, top: number): void {
    log.scrollTo({ top: Math.min(top, log.scrollHeight), behavior: 'auto' })
  }
}
