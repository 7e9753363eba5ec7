/** How much the server takes from one conversation (channels/web/limits.go), kept a little below it. */
const burst = 8
const every = 1100

/** Spreads what is said, so that the server need never say that it is too fast. */
export class Pace {
  private left = burst
  private at = 0

  /** Milliseconds to wait before the next may go; 0 lets it go. */
  next(now: number): number {
    this.left = Math.min(burst, this.left + (now - this.at) / every)
    this.at = now
    if (this.left < 1) return Math.ceil((1 - this.left) * every)
    this.left--
    return 0
  }
}
