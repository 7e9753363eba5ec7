import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { showField } from './field.ts'
import { given, problems, sendable, summary, type Values } from './fields.ts'
import { alertIcon, tickIcon } from './icons.ts'
import { filledForm, type Form } from './protocol.ts'
import type { Setting } from './setting.ts'
import { tongueOf } from './tongue.ts'

/**
 * Several questions at once. What is typed survives the page; what is wrong is said beside its field and at the top; and it
 * is sent once.
 */
@customElement('lotse-form')
export class FormElement extends LitElement {
  @property({ attribute: false }) form!: Form
  @property({ attribute: false }) seq = 0
  @property({ attribute: false }) setting!: Setting
  /** It was sent. */
  @property({ attribute: false }) over = false
  @state() private values: Values = {}
  @state() private wrong: Record<string, string> = {}

  protected override createRenderRoot() {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('form')) return
    this.values = { ...given(this.form), ...this.setting.marks.typed[this.seq] }
    this.wrong = Object.fromEntries(this.form.fields.flatMap((f) => (f.problem ? [[f.name, f.problem]] : [])))
  }

  override render() {
    const { form } = this
    const { words, language } = this.setting
    const lang = tongueOf([form.title, ...form.fields.map((f) => f.label)].join(' ')) ?? language
    if (this.over) return html`<p class="form done" lang=${lang}><span class="sign">${tickIcon}</span><span>${form.title ? `${form.title}: ` : ''}${words.formSent}</span></p>`
    return html`<form class="form" novalidate lang=${lang} aria-label=${form.title || form.submit} @submit=${this.submit}>
      ${form.title ? html`<p class="title">${form.title}</p>` : nothing} ${this.told()}
      ${form.fields.map((field) => showField({ field, id: this.id_(field.name), value: this.values[field.name] ?? '', problem: this.wrong[field.name], words, type: (value) => this.type(field.name, value) }))}
      <button class="choice chief" type="submit">${form.submit}</button>
    </form>`
  }

  /** What is wrong, all of it, with a way to each field. */
  private told(): TemplateResult | typeof nothing {
    const wrong = this.form.fields.filter((f) => this.wrong[f.name])
    if (wrong.length === 0) return nothing
    const { words } = this.setting
    return html`<div class="wrong" role="alert" tabindex="-1">
      <p><span class="sign">${alertIcon}</span>${words.problems(wrong.length)}</p>
      <ul>
        ${wrong.map((f) => html`<li><button type="button" class="link" @click=${() => this.go(f.name)}>${f.label}: ${this.wrong[f.name]}</button></li>`)}
      </ul>
    </div>`
  }

  private id_(name: string): string {
    return `form-${this.seq}-${name}`
  }

  private go(name: string): void {
    const field = this.querySelector<HTMLElement>(`[id="${this.id_(name)}"]`)
    ;(field?.matches('input, select') ? field : field?.querySelector<HTMLElement>('input'))?.focus()
  }

  private type(name: string, value: string): void {
    this.values = { ...this.values, [name]: value }
    if (this.wrong[name]) {
      const { [name]: _, ...rest } = this.wrong
      this.wrong = rest
    }
    this.setting.acts.type(this.seq, this.values)
  }

  private async submit(e: Event): Promise<void> {
    e.preventDefault()
    if (this.over) return
    const { words, language, acts } = this.setting
    this.wrong = problems(this.form, this.values, words, language)
    if (Object.keys(this.wrong).length > 0) {
      await this.updateComplete
      this.querySelector<HTMLElement>('.wrong')?.focus()
      return
    }
    this.over = true
    acts.sent(this.seq)
    acts.say(summary(this.form, this.values, words, language) || this.form.submit, filledForm(this.form.id, sendable(this.form, this.values)))
  }
}
