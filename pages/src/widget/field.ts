import { html, nothing, type TemplateResult } from 'lit'
import type { Field } from './protocol.ts'
import type { Words } from './words.ts'

/** A field as it stands. */
export interface Question {
  field: Field
  id: string
  value: string
  problem: string | undefined
  words: Words
  type(value: string): void
}

/** One question of a form with its label, hint and problem. */
export function showField(q: Question): TemplateResult {
  const { field: f, id, words } = q
  const below = html`
    ${f.hint ? html`<span class="hint" id="${id}-hint">${f.hint}</span>` : nothing}
    ${q.problem ? html`<span class="problem" id="${id}-problem">${q.problem}</span>` : nothing}
  `
  const label = html`${f.label}${f.optional ? html` <span class="optional">(${words.optional})</span>` : html`<span class="must" aria-hidden="true"> *</span>`}`
  if (picks(f)) {
    return html`<fieldset class="field ${q.problem ? 'bad' : ''}" id=${id} aria-describedby=${about(q)} aria-invalid=${!!q.problem}>
      <legend>${label}</legend>
      ${radios(q)} ${below}
    </fieldset>`
  }
  return html`<div class="field ${q.problem ? 'bad' : ''}"><label for=${id}>${label}</label>${f.kind === 'choice' ? select(q) : input(q)} ${below}</div>`
}

/** Few choices stand side by side; many are behind a list. */
function picks(f: Field): boolean {
  return f.kind === 'yesno' || (f.kind === 'choice' && (f.choices?.length ?? 0) <= 4)
}

function radios(q: Question): TemplateResult {
  const { field: f, id, words } = q
  const options = f.kind === 'yesno' ? [{ label: words.yes, payload: 'yes' }, { label: words.no, payload: 'no' }] : (f.choices ?? [])
  return html`<span class="options">
    ${options.map((c) => {
      const value = c.payload ?? c.label
      return html`<label class="option"><input type="radio" name=${id} value=${value} .checked=${q.value === value} @change=${() => q.type(value)} /><span>${c.label}</span></label>`
    })}
  </span>`
}

function select(q: Question): TemplateResult {
  const { field: f, id, words } = q
  return html`<select id=${id} aria-describedby=${about(q)} aria-invalid=${!!q.problem} ?required=${!f.optional} @change=${(e: Event) => q.type((e.target as HTMLSelectElement).value)}>
    <option value="" .selected=${q.value === ''}>${words.pick}</option>
    ${f.choices?.map((c) => html`<option value=${c.payload ?? c.label} .selected=${q.value === (c.payload ?? c.label)}>${c.label}</option>`)}
  </select>`
}

// What phones show for each kind: a keyboard that fits. Numbers are text, so that 1,5 can be typed everywhere.
const types = { text: 'text', email: 'email', number: 'text', date: 'date', choice: 'text', yesno: 'text' } as const
const keyboards = { text: 'text', email: 'email', number: 'decimal', date: 'none', choice: 'text', yesno: 'text' } as const

function input(q: Question): TemplateResult {
  const { field: f, id } = q
  const [min, max] = f.kind === 'date' ? [f.min, f.max] : []
  return html`<input
    id=${id}
    name=${f.name}
    type=${types[f.kind]}
    inputmode=${f.kind === 'date' ? nothing : keyboards[f.kind]}
    autocomplete=${completion(f)}
    min=${min || nothing}
    max=${max || nothing}
    maxlength="500"
    aria-describedby=${about(q)}
    aria-invalid=${!!q.problem}
    ?required=${!f.optional}
    .value=${q.value}
    @input=${(e: Event) => q.type((e.target as HTMLInputElement).value)}
  />`
}

const known: [RegExp, string][] = [
  [/mail/i, 'email'],
  [/phone|tele?fon|mobil/i, 'tel'],
  [/^(full_?)?name$/i, 'name'],
  [/post_?code|zip|plz/i, 'postal-code'],
  [/^(city|ort|stadt)$/i, 'address-level2'],
  [/street|stra(ss|ß)e/i, 'street-address'],
]

/** What the browser may fill in by itself (WCAG 1.3.5). */
function completion(f: Field): string {
  return f.kind === 'email' ? 'email' : (known.find(([name]) => name.test(f.name))?.[1] ?? 'on')
}

function about(q: Question): string | typeof nothing {
  const ids = [q.problem && `${q.id}-problem`, q.field.hint && `${q.id}-hint`].filter((x) => x)
  return ids.length > 0 ? ids.join(' ') : nothing
}
