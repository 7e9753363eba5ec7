import * as server from './server.ts'
import type { Account, Deed, Detail, Lists, Media, Row, Signal } from './protocol.ts'

/** An agent's words until the transcript has them. The key makes saying them twice impossible. */
export interface Pending {
  key: string
  conversation: string
  deed: 'reply' | 'note'
  text: string
  files: File[]
  kept?: Media[] // what was uploaded already
  failed: boolean
}

const heartbeat = 10_000
const look = 15_000 // how often to look without being told

/** Everything the desk knows. It reads again whenever a signal or the clock says so, and tells who shows it. */
export class Work {
  account: Account | undefined
  lists: Lists | undefined
  detail: Detail | undefined
  chosen: string | undefined
  pending: Pending[] = []
  problem: server.Refused | undefined
  connected = true
  recent = false // the bot's own conversations are looked at
  missed = false // somebody waited for this agent in vain: no more are offered
  typing = 0 // until when the customer of the chosen conversation writes

  /** The conversation that is being taken over: what is written in it already is for the customer. */
  taking: string | undefined
  private taken: Promise<unknown> = Promise.resolve()

  private stream: EventSource | undefined
  private timers: ReturnType<typeof setInterval>[] = []
  private soon: ReturnType<typeof setTimeout> | undefined
  private ahead = 0 // the server's clock against ours

  constructor(
    private changed: () => void,
    private came: () => void, // something new for this agent
  ) {}

  /** Now, by the server's clock. */
  get now(): number {
    return Date.now() + this.ahead
  }

  /** All conversations in the order in which they are shown. */
  get order(): Row[] {
    const l = this.lists
    return l ? [...l.queue, ...l.mine, ...l.others, ...l.recent] : []
  }

  start(account: Account): void {
    this.account = account
    this.stream = new EventSource('/desk/v1/live')
    this.stream.onmessage = (m) => this.heard(JSON.parse(String(m.data)) as Signal)
    this.stream.onopen = () => this.refresh()
    this.stream.addEventListener('pulse', () => void this.beat()) // clocks stand still in tabs that are out of sight
    this.timers = [
      setInterval(() => Date.now() - this.beatAt > heartbeat && void this.beat(), heartbeat / 2), // should the stream be cut
      setInterval(() => this.refresh(), look),
      setInterval(() => this.changed(), 5000), // waits grow
    ]
    void this.beat().then(() => this.refresh())
  }

  stop(): void {
    this.stream?.close()
    this.timers.forEach(clearInterval)
    this.account = this.lists = this.detail = this.chosen = undefined
    this.pending = []
    this.changed()
  }

  /** Says that this desk is there. */
  private async beat(available?: boolean): Promise<void> {
    this.beatAt = Date.now()
    await this.guarded(() => server.present(available))
  }

  private beatAt = 0

  async setAvailable(available: boolean): Promise<void> {
    if (this.lists) this.lists.available = available
    this.missed = false
    this.changed()
    await this.beat(available)
    this.refresh()
  }

  private heard(s: Signal): void {
    if (s.kind === 'typing') {
      if (s.conversation !== this.chosen || s.text !== 'customer') return
      this.typing = Date.now() + 6000
      setTimeout(() => this.changed(), 6100)
      return this.changed()
    }
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.refresh(), 80)
  }

  refresh(): void {
    void this.guarded(async () => {
      const lists = await server.lists(this.recent)
      this.ahead = Date.parse(lists.now) - Date.now()
      const news = this.lists && fresh(this.lists, lists, this.account?.id)
      this.missed = !lists.available && (this.missed || (this.lists?.available ?? false))
      this.lists = lists
      if (news) this.came()
    })
    if (this.chosen) void this.load(this.chosen)
  }

  async choose(id: string): Promise<void> {
    if (this.chosen !== id) this.detail = undefined
    this.chosen = id
    this.problem = undefined
    this.typing = 0
    this.changed()
    await this.load(id)
  }

  private async load(id: string): Promise<void> {
    await this.guarded(async () => {
      const detail = await server.detail(id)
      if (this.chosen !== id) return
      if (this.detail?.id === id && detail.seq > this.detail.seq) this.typing = 0
      this.detail = detail
    })
  }

  /** Does something to the chosen conversation, and shows what became of it. */
  async act(deed: Deed, text = '', settled = false): Promise<boolean> {
    const id = this.chosen
    if (!id) return false
    const ok = await this.guarded(() => server.act(id, deed, { key: crypto.randomUUID(), text, settled }))
    this.refresh()
    return ok
  }

  /** Undoes a link of the chosen conversation that is wrong. */
  async unlink(link: string): Promise<void> {
    const id = this.chosen
    if (!id) return
    await this.guarded(() => server.unlink(id, link))
    await this.load(id)
  }

  /** Says of a reply of the bot's that it was wrong, and what would have been right. */
  async wrong(seq: number, right: string): Promise<boolean> {
    const id = this.chosen
    if (!id) return false
    const ok = await this.guarded(() => server.wrong(id, { key: `${seq}`, seq, text: right }))
    await this.load(id)
    return ok
  }

  /** Takes the chosen conversation over. What is said meanwhile waits for it. */
  take(): void {
    const id = (this.taking = this.chosen)
    if (!id) return
    this.changed()
    this.taken = this.act('take')
      .then(() => this.load(id))
      .finally(() => {
        if (this.taking === id) this.taking = undefined
        this.changed()
      })
  }

  say(deed: Pending['deed'], text: string, files: File[] = []): void {
    if (!this.chosen || (!text.trim() && files.length === 0)) return
    const p: Pending = { key: crypto.randomUUID(), conversation: this.chosen, deed, text, files, failed: false }
    this.pending = [...this.pending, p]
    void this.send(p)
  }

  /** Sends what is pending, after a failure under the same key. */
  async send(p: Pending): Promise<void> {
    p.failed = false
    this.changed()
    await this.taken
    const ok = await this.guarded(async () => {
      p.kept ??= await Promise.all(p.files.map((f) => server.attach(p.conversation, f)))
      await server.act(p.conversation, p.deed, { key: p.key, text: p.text, files: p.kept })
    })
    if (ok) {
      await this.load(p.conversation)
      this.pending = this.pending.filter((x) => x !== p)
    }
    p.failed = !ok
    this.refresh()
    this.changed()
  }

  private typedAt = 0

  typed(): void {
    if (!this.chosen || Date.now() - this.typedAt < 3000) return
    this.typedAt = Date.now()
    void this.guarded(() => server.typing(this.chosen!))
  }

  /** Runs a request and keeps what the agent must know of its failure. */
  private async guarded(request: () => Promise<unknown>): Promise<boolean> {
    try {
      await request()
      this.connected = true
      return true
    } catch (e) {
      if (e instanceof server.Refused && e.status === 401) this.stop()
      else if (e instanceof server.Refused) this.problem = e
      else if (e instanceof server.Unreachable) this.connected = false
      else throw e
      return false
    } finally {
      this.changed()
    }
  }
}

/** Says whether there is something new for the agent: someone waits, or one of the agent's own wrote. */
function fresh(before: Lists, after: Lists, agent: string | undefined): boolean {
  const waited = new Set(before.queue.map((r) => r.id + r.agent))
  const seen = new Map(before.mine.map((r) => [r.id, r.seq]))
  return (
    after.queue.some((r) => !waited.has(r.id + r.agent) && (!r.agent || r.agent === agent)) ||
    after.mine.some((r) => r.seq > (seen.get(r.id) ?? Infinity))
  )
}
