import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subjectOf } from './identity.ts'

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`

test('an identity says whom it is about', () => {
  assert.equal(subjectOf(jwt({ sub: 'jürgen-4711', exp: 1 })), 'jürgen-4711')
  assert.equal(subjectOf({ user: '4711', hmac: 'ab' }), '4711')
})

test('what is no token is about nobody', () => {
  for (const text of ['', 'x', 'a.b.c', 'a.e30.c']) assert.equal(subjectOf(text), '')
})
