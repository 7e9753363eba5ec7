import type { Deed, Utterance } from './protocol.ts'

/** What opens a conversation. */
export interface Pass {
  conversation: string
  token: string
  /** Whose it is, if that was proven. */
  subject?: string
}

/** What the customer chose for herself. */
export interface Likings {
  sound?: boolean
  plain?: boolean
  /** Size of text: 0 is normal. */
  size?: number
  /** Which page she looks at may be sent along. */
  page?: boolean
}

/** What she did with the entries of her conversation, by sequence number. */
export interface Marks {
  conversation: string
  /** Whether an answer helped. */
  votes: Record<number, boolean>
  /** Forms that were sent. */
  sent: number[]
  /** What was typed into a form that is not sent yet. */
  typed: Record<number, Record<string, string>>
}

/**
 * What outlives the page: the conversation's pass, what was said but is not in the transcript yet, and what the customer
 * chose. All tabs of a site share it. Browsers that refuse storage get one that lasts as long as the page.
 */
export class Keep {
  private memory = new Map<string, string>()

  constructor(
    private site: string,
    private storage: Storage | undefined = storageIfAllowed(),
  ) {}

  get pass(): Pass | undefined {
    return this.read<Pass>('pass')
  }

  set pass(pass: Pass | undefined) {
    this.write('pass', pass)
  }

  get queue(): Utterance[] {
    return this.read<Utterance[]>('queue') ?? []
  }

  /** Changes the queue as it is now, which may not be what this tab last saw. */
  change(change: (queue: Utterance[]) => Utterance[]): void {
    this.write('queue', change(this.queue))
  }

  get deeds(): Deed[] {
    return this.read<Deed[]>('deeds') ?? []
  }

  changeDeeds(change: (deeds: Deed[]) => Deed[]): void {
    this.write('deeds', change(this.deeds))
  }

  get likings(): Likings {
    return this.read<Likings>('likings') ?? {}
  }

  set likings(likings: Likings) {
    this.write('likings', likings)
  }

  /** The marks of this conversation; another one's are forgotten. */
  marks(conversation: string): Marks {
    const marks = this.read<Marks>('marks')
    return marks?.conversation === conversation ? marks : { conversation, votes: {}, sent: [], typed: {} }
  }

  mark(conversation: string, change: (marks: Marks) => void): void {
    const marks = this.marks(conversation)
    change(marks)
    this.write('marks', marks)
  }

  /** Calls when another tab changed something. */
  watch(changed: () => void): void {
    addEventListener('storage', (e) => {
      if (e.key?.startsWith(this.key(''))) changed()
    })
  }

  private key(name: string): string {
    return `lotse:${this.site}:${name}`
  }

  private read<T>(name: string): T | undefined {
    const text = this.storage ? this.storage.getItem(this.key(name)) : this.memory.get(name)
    if (!text) return undefined
    try {
      return JSON.parse(text) as T
    } catch {
      return undefined // not ours: begin anew
    }
  }

  private write(name: string, value: unknown): void {
    const text = value === undefined ? '' : JSON.stringify(value)
    this.memory.set(name, text)
    try {
      this.storage?.setItem(this.key(name), text)
    } catch {
      this.storage = undefined // full or withdrawn: go on in memory
    }
  }
}

function storageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
