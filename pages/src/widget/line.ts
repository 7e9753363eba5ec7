import type { Pass } from './keep.ts'
import type { Frame } from './protocol.ts'
import { address, read, Refused, typing } from './server.ts'

/** What a line tells its owner. */
export interface Ear {
  /** The conversation it shows. */
  conversation(): string
  /** The last entry it has of that: where to go on. */
  cursor(): number
  heard(frame: Frame): void
  opened(): void
  lost(): void
  /** The pass opens nothing any more. */
  refused(): void
}

const longestPause = 20_000

/**
 * A line to the server that mends itself. It prefers a WebSocket; where that cannot be opened it reads server-sent events,
 * which also say why a line is refused. Coming back is the same call with a newer cursor, so that it may come back at any time.
 */
export class Line {
  private hangUp: () => void = () => {}
  private wire: WebSocket | undefined
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private beat = Date.now()
  private closed = false

  constructor(
    private pass: Pass,
    private ear: Ear,
  ) {
    void this.open()
    addEventListener('online', this.now)
    document.addEventListener('visibilitychange', this.now)
    this.pulse = setInterval(this.slept, 15_000)
  }

  private pulse: ReturnType<typeof setInterval>

  /** Lets agents know that the customer writes. It does not matter if it gets lost. */
  typing(): void {
    if (this.wire?.readyState === WebSocket.OPEN) this.wire.send('{"kind":"typing"}')
    else typing(this.pass)
  }

  /** Lets agents know how far the customer has read. It does not matter if it gets lost. */
  read(seq: number): void {
    if (this.wire?.readyState === WebSocket.OPEN) this.wire.send(JSON.stringify({ kind: 'read', seq }))
    else read(this.pass, seq)
  }

  /** Comes back anew: what should have been heard by now was not, and the line may be dead without knowing. */
  renew(): void {
    this.hangUp()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    clearInterval(this.pulse)
    removeEventListener('online', this.now)
    document.removeEventListener('visibilitychange', this.now)
    this.hangUp()
  }

  /** Whoever looks at the page again does not want to wait for a timer. */
  private now = () => {
    if (this.timer && document.visibilityState === 'visible') void this.open()
  }

  /** A clock that jumped means that the machine slept; its sockets may be dead without knowing. */
  private slept = () => {
    if (Date.now() - this.beat > 60_000) this.hangUp()
    this.beat = Date.now()
  }

  private async open(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    try {
      const opened = await this.socket()
      if (!opened) await this.events()
    } catch (e) {
      if (e instanceof Refused) {
        this.close()
        this.ear.refused()
        return
      }
    }
    if (this.closed) return
    if (this.failures > 0) this.ear.lost() // the first attempt to come back is nobody's business
    const pause = Math.min(longestPause, 400 * 2 ** this.failures++)
    this.timer = setTimeout(() => void this.open(), pause * (0.5 + Math.random() / 2)) // spread: all come back after a restart
  }

  private up(): void {
    this.failures = 0
    this.ear.opened()
  }

  /** Listens over a WebSocket until it ends; false if it never opened. */
  private socket(): Promise<boolean> {
    return new Promise((ended) => {
      let opened = false
      const url = address(`stream?after=${this.ear.cursor()}&conversation=${this.ear.conversation()}`)
      url.protocol = url.protocol.replace('http', 'ws')
      const socket = new WebSocket(url, ['lotse.v1', this.pass.token])
      this.wire = socket
      this.hangUp = () => {
        socket.onmessage = socket.onclose = null // a dead network would take a minute to say so
        socket.close()
        ended(opened)
      }
      socket.onopen = () => {
        opened = true
        this.up()
      }
      socket.onmessage = (m) => this.ear.heard(JSON.parse(m.data as string) as Frame)
      socket.onclose = () => ended(opened)
    })
  }

  /** Listens to server-sent events until they end. Fetch, not EventSource: a token belongs in a header. */
  private async events(): Promise<void> {
    const stop = new AbortController()
    this.hangUp = () => stop.abort()
    const answer = await fetch(address(`stream?conversation=${this.ear.conversation()}`), {
      headers: { Authorization: `Bearer ${this.pass.token}`, 'Last-Event-ID': String(this.ear.cursor()) },
      signal: stop.signal,
      cache: 'no-store',
    })
    if (answer.status === 401) throw new Refused()
    if (!answer.ok || !answer.body) throw new Error(answer.statusText)
    this.up()
    const events = new Events()
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      for (const data of events.feed(value)) this.ear.heard(JSON.parse(data) as Frame)
    }
  }
}

/** Takes server-sent events apart, wherever the network cut them. */
export class Events {
  private rest = ''

  /** Gives the data of every event that is complete now. */
  feed(text: string): string[] {
    const blocks = (this.rest + text).split('\n\n')
    this.rest = blocks.pop() ?? ''
    return blocks.flatMap((block) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6)),
    )
  }
}
