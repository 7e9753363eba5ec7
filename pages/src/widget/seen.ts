import type { Entry } from './protocol.ts'

/** How far the customer has read in her conversation; all tabs share it. */
export class Seen {
  private memory = ''

  constructor(private site: string) {}

  /** She has seen everything up to here. It says whether that is news. */
  mark(conversation: string, seq: number): boolean {
    const text = `${conversation} ${seq}`
    if (text === this.read()) return false
    this.memory = text
    try {
      localStorage.setItem(this.key, text)
    } catch {
      // without storage every page load counts anew
    }
    return true
  }

  /** Counts what was said to her since. */
  unread(conversation: string, entries: Entry[]): number {
    const [whose, seq] = this.read().split(' ')
    const upTo = whose === conversation ? Number(seq) : 0
    return entries.filter((e) => e.seq > upTo && e.author !== 'customer').length
  }

  private get key(): string {
    return `lotse:${this.site}:seen`
  }

  private read(): string {
    try {
      return localStorage.getItem(this.key) ?? this.memory
    } catch {
      return this.memory
    }
  }
}
