import { html, nothing, type TemplateResult } from 'lit'
import type { Account } from './protocol.ts'
import * as server from './server.ts'
import type { Words } from './words.ts'

/** Where an admin invites colleagues and keeps them out. */
export class Colleagues {
  private accounts: Account[] = []
  private link = ''
  private copied = false

  constructor(private changed: () => void) {}

  async open(): Promise<void> {
    this.link = ''
    await this.load()
    document.querySelector<HTMLDialogElement>('#colleagues')?.showModal()
  }

  private async load(): Promise<void> {
    this.accounts = (await server.accounts()).accounts
    this.changed()
  }

  private async hand(making: Promise<{ token: string }>): Promise<void> {
    const { token } = await making
    this.link = `${location.origin}${location.pathname}#setup=${token}`
    this.copied = false
    this.changed()
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link)
    this.copied = true
    this.changed()
  }

  private async disable(a: Account): Promise<void> {
    await server.disable(a.id, !a.disabled)
    await this.load()
  }

  show(w: Words, me: string): TemplateResult {
    return html`<dialog id="colleagues" aria-labelledby="colleagues-title">
      <h2 id="colleagues-title">${w.people}</h2>
      <ul class="accounts">
        ${this.accounts.map(
          (a) => html`<li class=${a.disabled ? 'disabled' : ''}>
            <span><b>${a.name}</b><br /><small>${a.login} · ${a.role}</small></span>
            ${a.id === me ? nothing : html`<button class="quiet" @click=${() => this.hand(server.newPassword(a.id))}>${w.newLink}</button><button class="quiet" @click=${() => this.disable(a)}>${a.disabled ? w.enable : w.disable}</button>`}
          </li>`,
        )}
      </ul>
      <p class="actions">
        <button @click=${() => this.hand(server.invite('agent'))}>${w.inviteAgent}</button>
        <button @click=${() => this.hand(server.invite('admin'))}>${w.inviteAdmin}</button>
      </p>
      ${this.link
        ? html`<p>${w.inviteLead}</p>
            <p class="link"><code>${this.link}</code><button class="quiet" @click=${() => this.copy()}>${this.copied ? w.copied : w.copy}</button></p>`
        : nothing}
      <form method="dialog" class="actions end"><button class="primary">${w.done}</button></form>
    </dialog>`
  }
}
