import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saySize } from './size.ts'

test('sizes are said as people read them', () => {
  assert.deepEqual(
    [0, 999, 1000, 48_700, 1_250_000, 10_485_760].map((n) => saySize(n, 'de')),
    ['0 B', '999 B', '1 kB', '49 kB', '1,3 MB', '10 MB'],
  )
})
