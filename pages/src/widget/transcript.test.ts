import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Events } from './line.ts'
import type { Entry, Utterance } from './protocol.ts'
import { settle, Transcript } from './transcript.ts'

const said = (seq: number, author: Entry['author'], text: string, rest: Partial<Entry> = {}): Entry => ({ seq, at: '2026-03-02T09:00:00Z', author, text, ...rest })

test('every entry is shown once, however often it comes', () => {
  const t = new Transcript()
  for (const seq of [1, 2, 1, 2, 4, 3, 4]) t.take({ kind: 'entry', entry: said(seq, 'bot', String(seq)) })
  assert.deepEqual(
    t.entries.map((e) => e.seq),
    [1, 2, 4],
  )
})

test('a draft is replaced by its entry, or withdrawn when a person takes over', () => {
  const t = new Transcript()
  t.take({ kind: 'draft', text: 'Entkalke' })
  assert.equal(t.draft, 'Entkalke')
  t.take({ kind: 'entry', entry: said(1, 'bot', 'Entkalke jetzt.') })
  assert.equal(t.draft, '')
  t.take({ kind: 'draft', text: 'Ich werde' })
  t.take({ kind: 'owner', owner: 'agent', name: 'Anna', epoch: 1 })
  assert.equal(t.draft, '')
  t.take({ kind: 'draft', text: 'zu spät', epoch: 0 })
  assert.equal(t.draft, '')
})

test('a draft that comes after its entry is not shown', () => {
  const t = new Transcript()
  t.take({ kind: 'entry', entry: said(2, 'bot', 'Entkalke jetzt.') })
  t.take({ kind: 'draft', text: 'Entkalke' })
  assert.equal(t.draft, '')
  t.take({ kind: 'draft', text: 'Und', seq: 2 })
  assert.equal(t.draft, 'Und')
})

test('what was said is answered once somebody else spoke after it', () => {
  const t = new Transcript()
  t.take({ kind: 'entry', entry: said(1, 'bot', 'Hallo') })
  assert.equal(t.answered('a'), false)
  t.take({ kind: 'entry', entry: said(2, 'customer', 'Hilfe', { key: 'a' }) })
  assert.equal(t.answered('a'), false)
  t.take({ kind: 'entry', entry: said(3, 'bot', 'Gern') })
  assert.equal(t.answered('a'), true)
})

test('choices go when something newer was said', () => {
  const t = new Transcript()
  t.take({ kind: 'entry', entry: said(1, 'bot', 'Ja?', { choices: [{ label: 'Ja' }] }) })
  assert.deepEqual(t.choices, [{ label: 'Ja' }])
  t.take({ kind: 'entry', entry: said(2, 'customer', 'Ja') })
  assert.deepEqual(t.choices, [])
})

test('an utterance waits for its own entry, not for another one of the same words', () => {
  const ja = (id: string): Utterance => ({ id, text: 'ja', after: 4, taken: true })
  const queue = [ja('a'), ja('b')]
  assert.deepEqual(settle(queue, said(5, 'customer', 'ja')), queue, 'said elsewhere')
  assert.deepEqual(settle(queue, said(5, 'bot', 'ja')), queue)
  assert.deepEqual(settle(queue, said(5, 'customer', 'ja', { key: 'b' })), [queue[0]])
})

test('events are whole wherever the network cuts them', () => {
  const text = ': still here\n\nid: 1\nevent: entry\ndata: {"a":1}\n\nevent: owner\ndata: {"b":"\\n\\n"}\n\n'
  for (let cut = 0; cut <= text.length; cut++) {
    const events = new Events()
    assert.deepEqual([...events.feed(text.slice(0, cut)), ...events.feed(text.slice(cut))], ['{"a":1}', '{"b":"\\n\\n"}'])
  }
})
