import type { Pass } from './keep.ts'
import type { Utterance } from './protocol.ts'

/** The token does not open its conversation any more: begin another one. */
export class Refused extends Error {}

/** The server has not taken it: come back after a while. */
export class Later extends Error {
  constructor(readonly ms: number) {
    super('later')
  }
}

/** The utterance can never be taken. */
export class Unusable extends Error {}

/** Begins a conversation. */
export async function begin(site: string): Promise<Pass> {
  const answer = await post('v1/conversations', { site })
  return (await answer.json()) as Pass
}

/** Says something; when this returns, it is durable. */
export async function say(pass: Pass, u: Utterance): Promise<void> {
  await post('v1/utterances', { id: u.id, text: u.text, payload: u.payload, language: u.language }, pass.token)
}

/** Lets agents know that the customer writes. It does not matter if it gets lost. */
export function typing(pass: Pass): void {
  post('v1/typing', {}, pass.token).catch(() => {})
}

/** A request that hangs must not hold up the other tabs for longer than this. */
const longest = 15_000

async function post(path: string, body: unknown, token?: string): Promise<Response> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(longest) }).catch(() => {
    throw new Later(0)
  })
  if (answer.ok) return answer
  if (answer.status === 401) throw new Refused()
  if (answer.status === 429 || answer.status >= 500) throw new Later(seconds(answer) * 1000)
  throw new Unusable(answer.statusText)
}

function seconds(answer: Response): number {
  return Number(answer.headers.get('Retry-After')) || 0
}
