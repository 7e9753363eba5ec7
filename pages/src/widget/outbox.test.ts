import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Keep } from './keep.ts'
import { Outbox } from './outbox.ts'
import type { Utterance } from './protocol.ts'

const utterance = (id: string): Utterance => ({ id, text: id, after: 0, taken: false })

// A browser's lock is free a moment after its work is done; what is said in that moment must not wait for a better day.
test('what is said while the last delivery ends is delivered', async () => {
  const sent: string[] = []
  const ended: (() => void)[] = []
  const locks = {
    request: async (_: string, work: () => Promise<void>) => {
      await work()
      await new Promise<void>((resolve) => ended.push(resolve))
    },
  }
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true })
  globalThis.addEventListener ??= () => {}
  mock.method(globalThis, 'fetch', async (_: URL, { body }: { body: string }) => {
    sent.push((JSON.parse(body) as Utterance).id)
    return new Response('{}')
  })
  const pass = { conversation: 'c', token: 't' }
  const keep = new Keep('shop', undefined)
  keep.pass = pass
  const outbox = new Outbox(keep, { site: 'shop', locale: 'de', pass: async () => pass, refused() {}, taken() {}, changed() {} })
  const settled = async () => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
  }

  outbox.add(utterance('a'))
  await settled()
  outbox.add(utterance('b'))
  await settled()
  ended.forEach((end) => end())
  await settled()

  assert.deepEqual(sent, ['a', 'b'])
})
