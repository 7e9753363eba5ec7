import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legible } from './colour.ts'

test('a readable accent stays as it is', () => {
  assert.deepEqual(legible('#b04f22', '#ffffff'), { colour: '#b04f22', ink: '#ffffff' })
})

test('a pale accent becomes darker by day, a dark one lighter by night', () => {
  const day = legible('#ffd400', '#ffffff')!
  const night = legible('#b04f22', '#101a1f')!
  assert.notEqual(day.colour, '#ffd400')
  assert.equal(night.ink, '#101a1f')
  assert.equal(legible(day.colour, '#ffffff')!.colour, day.colour, 'what it gives is readable')
  assert.equal(legible(night.colour, '#101a1f')!.colour, night.colour)
})

test('what is no colour is none', () => {
  for (const text of ['red', 'url(x)', '#12', '#12345g', '']) assert.equal(legible(text, '#ffffff'), undefined)
  assert.equal(legible('#fff', '#000')!.colour, '#ffffff')
})
