import { discreet, type Host } from './host.ts'
import type { Likings } from './likings.ts'
import type { Page } from './protocol.ts'

/** Which page the customer looks at, as far as she allows it to be told. */
export class Sharing {
  /** What would be sent along: it is shown to her as long as it is allowed. */
  page: Page | undefined
  private sent = ''

  constructor(
    private likings: Likings,
    private host: Host,
  ) {}

  get allowed(): boolean {
    return this.likings.page
  }

  allow(to: boolean): void {
    this.likings.set({ page: to })
    this.page = undefined
    this.sent = ''
    this.ask()
  }

  /** Asks the host where she is now. */
  ask(): void {
    if (this.allowed) this.host.askPage()
  }

  learn(page: Page): void {
    if (this.allowed) this.page = discreet(page)
  }

  /** Another conversation knows nothing of it yet. */
  restart(): void {
    this.sent = ''
  }

  /** The page to send along with what is said now; nothing if it was sent before. */
  take(): Page | undefined {
    if (!this.page || this.page.url === this.sent) return undefined
    this.sent = this.page.url
    return this.page
  }
}
