import assert from 'node:assert/strict'
import { test } from 'node:test'
import { given, plainNumber, problems, sendable, summary } from './fields.ts'
import type { Field, Form } from './protocol.ts'
import { wordsOf } from './words.ts'

const words = wordsOf('de')
const field = (name: string, kind: Field['kind'], rest: Partial<Field> = {}): Field => ({ name, label: name, kind, ...rest })
const form: Form = {
  id: 'register',
  submit: 'Ab damit',
  fields: [
    field('name', 'text', { value: 'Ada' }),
    field('mail', 'email'),
    field('cups', 'number', { min: '1', max: '500' }),
    field('bought', 'date', { max: '2026-11-22' }),
    field('model', 'choice', { choices: [{ label: 'Flut', payload: 'model=flut' }, { label: 'Ebbe' }] }),
    field('news', 'yesno', { optional: true }),
  ],
}

test('each thing that cannot be sent is said at its field', () => {
  const found = problems(form, { ...given(form), mail: 'ada@', cups: '1000', bought: '2026-11-23' }, words, 'de')
  assert.deepEqual(found, { mail: words.noEmail, cups: 'Höchstens 500, mindestens 1.', bought: 'Höchstens Sonntag, 22. November 2026.', model: words.pickOne })
})

test('a good form is sent in one form and read again in another', () => {
  const values = { name: ' Ada ', mail: 'ada@example.org', cups: '12', bought: '2026-02-14', model: 'model=flut', news: 'no' }
  assert.deepEqual(problems(form, values, words, 'de'), {})
  assert.deepEqual(sendable(form, values), { ...values, name: 'Ada' })
  assert.equal(summary(form, values, words, 'de'), 'name: Ada\nmail: ada@example.org\ncups: 12\nbought: Samstag, 14. Februar 2026\nmodel: Flut\nnews: Nein')
})

test('numbers are taken as people write them', () => {
  const read = ['12', '1,5', '1.5', '1.234,5', '1,234.5', '1 234', '1.234', '0,125', '-3', 'zwölf', '1,', ''].map(plainNumber)
  assert.deepEqual(read, ['12', '1.5', '1.5', '1234.5', '1234.5', '1234', '1234', '0.125', '-3', '', '', ''])
})
