import type { Choice, Entry, Frame, Owner, Utterance } from './protocol.ts'

/** Who answers, as the customer is told. */
export interface Answerer {
  owner: Owner
  name?: string
  promise?: string
  epoch: number
}

/**
 * What the customer sees of a conversation: the entries, what is being written, and who answers. It takes the frames of any
 * number of lines, in any repetition, and shows every entry once.
 */
export class Transcript {
  entries: Entry[] = []
  answerer: Answerer = { owner: 'bot', epoch: 0 }
  draft = ''
  /** Who was last heard typing. */
  typist: string | undefined
  /** The bot speaks plain language. */
  plain = false
  /** It has everything up to now. */
  complete = false

  get cursor(): number {
    return this.entries.at(-1)?.seq ?? 0
  }

  /** What may be picked now: the choices of the last reply, until something newer was said. */
  get choices(): Choice[] {
    return this.entries.at(-1)?.choices ?? []
  }

  /** Takes a frame and gives the entry that is new because of it. */
  take(frame: Frame): Entry | undefined {
    switch (frame.kind) {
      case 'entry':
        return this.add(frame.entry)
      case 'owner':
        if ((frame.epoch ?? 0) > this.answerer.epoch) this.draft = '' // those words were withdrawn
        this.answerer = { owner: frame.owner, name: frame.name, promise: frame.promise, epoch: frame.epoch ?? 0 }
        this.typist = undefined
        return
      case 'draft':
        if ((frame.epoch ?? 0) >= this.answerer.epoch && (frame.seq ?? 0) >= this.cursor) this.draft = frame.text
        return
      case 'manner':
        this.plain = frame.plain ?? false
        return
      case 'typing':
        this.typist = frame.name ?? ''
        return
      case 'ready':
        this.complete = true
    }
    return
  }

  /** Somebody has answered what was said under this key. */
  answered(key: string): boolean {
    let said = false
    return this.entries.some((e) => (said ||= e.key === key) && e.author !== 'customer')
  }

  private add(entry: Entry): Entry | undefined {
    if (entry.seq <= this.cursor) return undefined
    this.entries = [...this.entries, entry]
    if (entry.author !== 'customer') {
      this.draft = ''
      this.typist = undefined
    }
    return entry
  }
}

/** Takes what the transcript has now out of the queue: what was said under the entry's key. */
export function settle(queue: Utterance[], entry: Entry): Utterance[] {
  return entry.key ? queue.filter((u) => u.id !== entry.key) : queue
}
