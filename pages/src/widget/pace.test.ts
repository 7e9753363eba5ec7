import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pace } from './pace.ts'

test('a burst goes at once, what follows waits its turn, and a pause makes up for it', () => {
  const pace = new Pace()
  const now = 1_000_000
  for (let i = 0; i < 8; i++) assert.equal(pace.next(now), 0)
  const wait = pace.next(now)
  assert.equal(wait, 1100)
  assert.ok(pace.next(now + 600) > 0)
  assert.equal(pace.next(now + wait), 0)
  assert.ok(pace.next(now + wait) > 0)
  assert.equal(pace.next(now + 60_000), 0)
})
