import { html, nothing, type TemplateResult } from 'lit'
import { mark } from './icons.ts'
import type { Account } from './protocol.ts'
import * as server from './server.ts'
import type { Words } from './words.ts'

/** The way in: signing in, or becoming an account by an invitation. */
export class Door {
  problem = ''
  busy = false
  role: Account['role'] | undefined
  token: string
  known = false // the account is there already: only its password is new

  constructor(
    private changed: () => void,
    private entered: (a: Account) => void,
  ) {
    this.token = new URLSearchParams(location.hash.slice(1)).get('setup') ?? ''
    if (this.token) void this.greet()
  }

  private async greet(): Promise<void> {
    try {
      const i = await server.invitation(this.token)
      this.role = i.role
      this.known = Boolean(i.account)
    } catch {
      this.problem = 'expired'
    }
    this.changed()
  }

  private async submit(e: SubmitEvent, w: Words): Promise<void> {
    e.preventDefault()
    const f = new FormData(e.target as HTMLFormElement)
    const field = (name: string) => String(f.get(name) ?? '')
    this.busy = true
    this.problem = ''
    this.changed()
    try {
      const a = this.role
        ? await server.join(this.token, field('login'), field('name'), field('password'))
        : await server.signIn(field('login'), field('password'))
      history.replaceState(null, '', location.pathname) // the token is used
      this.role = undefined
      this.known = false
      this.token = ''
      this.entered(a)
    } catch (error) {
      this.problem = error instanceof server.Refused ? (problems[error.status] ?? 'badInput') : 'offline'
      if (!(this.problem in w)) this.problem = 'badInput'
    } finally {
      this.busy = false
      this.changed()
    }
  }

  show(w: Words): TemplateResult {
    const joins = this.role !== undefined
    return html`<main class="door">
      <form @submit=${(e: SubmitEvent) => this.submit(e, w)} aria-labelledby="door-title">
        <span class="brand">${mark}<span>Lotse</span></span>
        <h1 id="door-title">${joins ? w.welcome : w.signIn}</h1>
        <p class="lead">${joins ? this.known ? w.joinAgain : this.role === 'admin' ? w.joinAdmin : w.joinAgent : w.signInLead}</p>
        ${this.problem ? html`<p class="problem" role="alert">${w[this.problem as keyof Words] as string}</p>` : nothing}
        ${joins && !this.known ? field('name', w.yourName, 'name', 'text') : nothing}
        ${this.known ? nothing : field('login', w.login, 'username', 'text')}
        ${field('password', joins ? w.newPassword : w.password, joins ? 'new-password' : 'current-password', 'password')}
        <button class="primary" ?disabled=${this.busy}>${this.known ? w.setPassword : joins ? w.join : w.signIn}</button>
      </form>
    </main>`
  }
}

const problems: Record<number, string> = { 400: 'badInput', 401: 'wrong', 409: 'taken', 410: 'expired', 429: 'tooOften' }

function field(name: string, label: string, complete: string, type: string): TemplateResult {
  const least = complete === 'new-password' ? 10 : 1
  return html`<label>${label}<input name=${name} type=${type} autocomplete=${complete as 'name'} minlength=${least} maxlength="256" required /></label>`
}
