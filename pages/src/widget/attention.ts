import { badged } from '../shared/badge.ts'
import type { Chat } from './chat.ts'
import type { Host } from './host.ts'
import type { Likings } from './likings.ts'
import type { Entry } from './protocol.ts'
import { Seen } from './seen.ts'
import { knock } from './sound.ts'

/** What the customer has in sight, and how she hears of what she has not: a count, a title, a sound. */
export class Attention {
  private seen: Seen

  constructor(
    site: string,
    private chat: Chat,
    private host: Host,
    private likings: Likings,
    private opened: () => boolean,
  ) {
    this.seen = new Seen(site)
    document.addEventListener('visibilitychange', () => this.count())
  }

  private get looking(): boolean {
    return this.opened() && document.visibilityState === 'visible'
  }

  /** Something was said. */
  heard(entry: Entry): void {
    this.host.used()
    const live = this.chat.transcript.complete && entry.author !== 'customer'
    if (live && this.likings.sound && !(this.looking && document.hasFocus())) knock()
  }

  /** Counts what is unread, and lets everybody know who shows it. */
  count(): void {
    const { conversation, transcript } = this.chat
    if (this.looking && transcript.cursor > 0 && this.seen.mark(conversation, transcript.cursor)) this.chat.read(transcript.cursor)
    const unread = this.looking ? 0 : this.seen.unread(conversation, transcript.entries)
    this.host.unread(unread)
    if (this.host.alone) document.title = badged(document.title, unread)
  }
}
