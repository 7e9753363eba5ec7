import type { Account, Deed, Detail, Lists, Media } from './protocol.ts'

/** The server said no, and why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly more: Record<string, unknown>,
  ) {
    super(title)
  }
}

/** The server could not be asked. */
export class Unreachable extends Error {}

async function call<T>(method: 'GET' | 'POST', path: string, send?: unknown): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(path, {
      method,
      headers: send === undefined ? {} : { 'Content-Type': 'application/json' },
      body: send === undefined ? undefined : JSON.stringify(send),
    })
  } catch (e) {
    throw new Unreachable(String(e))
  }
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
  if (!answer.ok) throw new Refused(answer.status, String(body.title ?? answer.statusText), body)
  return body as T
}

const conversation = (id: string) => `/desk/v1/conversations/${encodeURIComponent(id)}`

export const me = () => call<Account>('GET', '/access/v1/me')
export const signIn = (login: string, password: string) => call<Account>('POST', '/access/v1/signin', { login, password })
export const signOut = () => call<void>('POST', '/access/v1/signout', {})
export const invitation = (token: string) => call<{ role: Account['role']; account?: string }>('POST', '/access/v1/invitation', { token })
export const join = (token: string, login: string, name: string, password: string) =>
  call<Account>('POST', '/access/v1/join', { token, login, name, password })

export const accounts = () => call<{ accounts: Account[] }>('GET', '/access/v1/accounts')
export const invite = (role: Account['role']) => call<{ token: string }>('POST', '/access/v1/invitations', { role })
export const newPassword = (id: string) => call<{ token: string }>('POST', `/access/v1/accounts/${encodeURIComponent(id)}/password`, {})
export const disable = (id: string, disabled: boolean) =>
  call<void>('POST', `/access/v1/accounts/${encodeURIComponent(id)}/disabled`, { disabled })

export const lists = (recent: boolean) => call<Lists>('GET', `/desk/v1/conversations${recent ? '?recent' : ''}`)
export const detail = (id: string) => call<Detail>('GET', `${conversation(id)}?language=${document.documentElement.lang}`)
export const act = (id: string, deed: Deed, what: { key: string; text?: string; settled?: boolean; files?: Media[] }) =>
  call<void>('POST', `${conversation(id)}/${deed}`, what)
export const unlink = (id: string, link: string) => call<void>('POST', `${conversation(id)}/links/${encodeURIComponent(link)}/unlink`, {})
export const wrong = (id: string, what: { key: string; seq: number; text: string }) => call<void>('POST', `${conversation(id)}/wrong`, what)
export const typing = (id: string) => call<void>('POST', `${conversation(id)}/typing`, {})
export const present = (available?: boolean) => call<void>('POST', '/desk/v1/presence', { available })

/** Keeps a file that is about to be sent. */
export async function attach(id: string, file: File): Promise<Media> {
  const form = new FormData()
  form.append('file', file)
  let answer: Response
  try {
    answer = await fetch(`${conversation(id)}/files`, { method: 'POST', body: form })
  } catch (e) {
    throw new Unreachable(String(e))
  }
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
  if (!answer.ok) throw new Refused(answer.status, String(body.title ?? answer.statusText), body)
  return body as Media
}
