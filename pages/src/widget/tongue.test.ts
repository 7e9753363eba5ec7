import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tongueOf } from './tongue.ts'

test('short sentences are told apart, and what is neither stays undecided', () => {
  for (const text of ['Wie entkalke ich meine Maschine?', 'Ja, danke', 'Brühgruppe klemmt', 'Hast du die Seriennummer zur Hand?']) assert.equal(tongueOf(text), 'de', text)
  for (const text of ['How do I descale my machine?', 'yes please', 'Where is the serial number?']) assert.equal(tongueOf(text), 'en', text)
  for (const text of ['E7', 'KM123456', '', '42']) assert.equal(tongueOf(text), undefined, text)
})
