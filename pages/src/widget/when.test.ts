import assert from 'node:assert/strict'
import { test } from 'node:test'
import { when } from './when.ts'

test('a promise is told on the clock of whoever made it', () => {
  const now = new Date('2026-11-22T06:00:00Z')
  assert.equal(when('2026-11-22T08:55:00+01:00', 'de', now), '08:55')
  assert.equal(when('2026-11-22T08:55:00-05:00', 'de', now), '08:55')
  assert.equal(when('2026-11-23T09:00:00+01:00', 'de', now), 'Mo., 09:00')
  assert.match(when('2026-11-23T09:00:00.5+01:00', 'en-GB', now), /^Mon,? 09:00$/)
})

test('midnight belongs to the day of that clock', () => {
  assert.equal(when('2026-11-23T00:30:00+01:00', 'de', new Date('2026-11-22T23:10:00Z')), '00:30')
})
