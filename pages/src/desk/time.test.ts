import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ago } from './time.ts'

const now = Date.parse('2026-11-23T10:00:00Z')

for (const [at, de, en] of [
  ['2026-11-23T09:59:30Z', 'eben', 'just now'],
  ['2026-11-23T10:00:30Z', 'eben', 'just now'], // clocks differ a little
  ['2026-11-23T09:01:00Z', '59 min', '59 min'],
  ['2026-11-23T08:00:00Z', '2 Std', '2 h'],
  ['2026-11-20T10:00:00Z', '3 T', '3 d'],
] as const) {
  test(`${at} is ${en} ago`, () => {
    assert.deepEqual([ago(at, now, true), ago(at, now, false)], [de, en])
  })
}
