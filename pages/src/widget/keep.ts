import type { Utterance } from './protocol.ts'

/** What opens a conversation. */
export interface Pass {
  conversation: string
  token: string
}

/**
 * What outlives the page: the conversation's pass and what was said but is not in the transcript yet. All tabs of a site
 * share it. Browsers that refuse storage get one that lasts as long as the page.
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
