import type { Identity } from './identity.ts'
import type { Pass } from './keep.ts'
import type { Deed, Utterance } from './protocol.ts'

/** The token does not open its conversation any more: begin another one. */
export class Refused extends Error {}

/** The server has not taken it: come back after a while. */
export class Later extends Error {
  constructor(
    readonly ms: number,
    /** It was reached, and has too much to do. */
    readonly busy: boolean,
  ) {
    super('later')
  }
}

/** The server can never take it. */
export class Unusable extends Error {
  constructor(readonly status: number) {
    super(`unusable: ${status}`)
  }
}

/** Where the server's requests go: beside the script, wherever the page itself lies. */
export function address(path: string): URL {
  const script = import.meta.url
  return new URL(`v1/${path}`, script)
}

/** Begins a conversation, or comes back to the one of whoever proves who she is. */
export async function begin(site: string, identity?: Identity, current?: string): Promise<Pass> {
  const answer = await post('conversations', { site, identity, current })
  return (await answer.json()) as Pass
}

/** Says something; when this returns, it is durable. */
export async function say(pass: Pass, u: Utterance, locale: string): Promise<void> {
  const { id, text, payload, elements, plain, page } = u
  await post('utterances', { id, text, payload, elements, plain, page, locale }, pass.token)
}

/** Does something; when this returns, it is durable. */
export async function act(pass: Pass, { kind, ...body }: Deed): Promise<void> {
  await post(kind, body, pass.token)
}

/** Lets agents know that the customer writes. It does not matter if it gets lost. */
export function typing(pass: Pass): void {
  post('typing', {}, pass.token).catch(() => {})
}

/** Lets agents know how far she has read. It does not matter if it gets lost: the next one says more. */
export function read(pass: Pass, seq: number): void {
  post('read', { seq }, pass.token).catch(() => {})
}

/** Fetches what was said, as a page to keep, with the times of where she is. */
export async function transcript(pass: Pass): Promise<Blob> {
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)
  const answer = await fetch(address(`transcript?zone=${zone}`), { headers: bearer(pass.token), signal: AbortSignal.timeout(longest) })
  if (!answer.ok) throw new Unusable(answer.status)
  return answer.blob()
}

/** A request that hangs must not hold up the other tabs for longer than this. */
const longest = 15_000

const bearer = (token: string | undefined): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {})

async function post(path: string, body: unknown, token?: string): Promise<Response> {
  const answer = await fetch(address(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...bearer(token) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(longest),
  }).catch(() => {
    throw new Later(0, false)
  })
  if (answer.ok) return answer
  if (answer.status === 401) throw new Refused()
  if (answer.status === 429 || answer.status >= 500) throw new Later(seconds(answer) * 1000, true)
  throw new Unusable(answer.status)
}

function seconds(answer: Response): number {
  return Number(answer.headers.get('Retry-After')) || 0
}
