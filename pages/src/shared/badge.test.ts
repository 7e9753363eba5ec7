import assert from 'node:assert/strict'
import { test } from 'node:test'
import { badged } from './badge.ts'

test('a title carries the count once, and none when everything is read', () => {
  assert.equal(badged('Laden', 2), '(2) Laden')
  assert.equal(badged('(2) Laden', 12), '(9+) Laden')
  assert.equal(badged('(9+) Laden', 0), 'Laden')
  assert.equal(badged('(c) Laden', 0), '(c) Laden')
})
