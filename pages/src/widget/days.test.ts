import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf, isDay, nextDays, sayDay } from './days.ts'

const sunday = new Date(2026, 10, 29, 23, 30)

test('the next days cross the month and stay between the bounds', () => {
  assert.equal(dayOf(sunday), '2026-11-29')
  assert.deepEqual(nextDays(sunday, undefined, undefined, 3), ['2026-11-29', '2026-11-30', '2026-12-01'])
  assert.deepEqual(nextDays(sunday, '2026-12-24', '2026-12-25', 5), ['2026-12-24', '2026-12-25'])
  assert.deepEqual(nextDays(sunday, '2026-01-01', '2026-11-28', 5), [], 'all of it is over')
})

test('a day is said in the language of the customer, the same in every time zone', () => {
  assert.equal(sayDay('2026-12-24', 'de'), 'Donnerstag, 24. Dezember 2026')
  assert.equal(sayDay('2026-12-24', 'en-GB'), 'Thursday, 24 December 2026')
  assert.equal(sayDay('2026-12-24', 'de', 'short'), 'Do., 24.12.')
})

test('what is no day is none', () => {
  assert.equal(isDay('2026-02-28'), true)
  for (const text of ['2026-02-30', '2026-2-3', '28.02.2026', '']) assert.equal(isDay(text), false, text)
})
