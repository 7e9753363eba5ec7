import { isDay, sayDay } from './days.ts'
import type { Field, Form } from './protocol.ts'
import type { Words } from './words.ts'

/** What a form is filled with, by field name. */
export type Values = Record<string, string>

/** What a form holds before anybody typed. */
export function given(form: Form): Values {
  return Object.fromEntries(form.fields.map((f) => [f.name, f.value ?? '']))
}

/** What cannot be sent as it is, by field name: in the words of whoever fills the form. */
export function problems(form: Form, values: Values, words: Words, language: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const f of form.fields) {
    const problem = problemOf(f, (values[f.name] ?? '').trim(), words, language)
    if (problem) found[f.name] = problem
  }
  return found
}

function problemOf(f: Field, value: string, words: Words, language: string): string | undefined {
  if (value === '') return f.optional ? undefined : f.kind === 'choice' || f.kind === 'yesno' ? words.pickOne : words.required
  switch (f.kind) {
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) ? undefined : words.noEmail
    case 'number': {
      const n = Number(plainNumber(value))
      if (plainNumber(value) === '' || Number.isNaN(n)) return words.noNumber
      return between(n, f.min && Number(f.min), f.max && Number(f.max)) ? undefined : words.outside(f.min, f.max)
    }
    case 'date': {
      if (!isDay(value)) return words.noDay
      const say = (day: string | undefined) => day && sayDay(day, language)
      return between(value, f.min, f.max) ? undefined : words.outside(say(f.min), say(f.max))
    }
  }
  return undefined
}

function between<T extends number | string>(x: T, min: T | undefined | '', max: T | undefined | ''): boolean {
  return (min === undefined || min === '' || x >= min) && (max === undefined || max === '' || x <= max)
}

/** A number as people write it, in the form that is sent: 1.234,5 and 1,234.5 are both 1234.5. Empty if it is none. */
export function plainNumber(text: string): string {
  const bare = text.trim().replace(/[\s'’]/g, '')
  if (!/^[+-]?[\d.,]*\d$/.test(bare)) return ''
  const at = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  if (at < 0) return bare
  const mark = bare[at]!
  const grouped = bare.split(mark).length > 2 || (/^[+-]?\d{1,3}[.,]\d{3}$/.test(bare) && !bare.startsWith('0'))
  if (grouped) return bare.replace(/[.,]/g, '')
  return `${bare.slice(0, at).replace(/[.,]/g, '')}.${bare.slice(at + 1)}`
}

/** The values as they are sent. */
export function sendable(form: Form, values: Values): Values {
  return Object.fromEntries(
    form.fields.map((f) => {
      const value = (values[f.name] ?? '').trim()
      return [f.name, f.kind === 'number' ? plainNumber(value) : value]
    }),
  )
}

/** A filled form as the customer reads it again: a line for each answer. */
export function summary(form: Form, values: Values, words: Words, language: string): string {
  return form.fields
    .filter((f) => (values[f.name] ?? '').trim() !== '')
    .map((f) => `${f.label}: ${spoken(f, values[f.name]!.trim(), words, language)}`)
    .join('\n')
}

function spoken(f: Field, value: string, words: Words, language: string): string {
  if (f.kind === 'yesno') return value === 'yes' ? words.yes : words.no
  if (f.kind === 'date') return sayDay(value, language)
  return f.choices?.find((c) => (c.payload ?? c.label) === value)?.label ?? value
}
