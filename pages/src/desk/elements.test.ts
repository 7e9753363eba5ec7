import assert from 'node:assert/strict'
import { test } from 'node:test'
import { size } from './elements.ts'

test('sizes are read at a glance', () => {
  assert.deepEqual([0, 999, 1000, 34_567, 1_000_000, 12_345_678].map(size), ['0 B', '999 B', '1 kB', '35 kB', '1.0 MB', '12.3 MB'])
})
