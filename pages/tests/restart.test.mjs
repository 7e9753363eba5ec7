import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './browser.mjs'
import { demo } from './demo.mjs'
import { visit } from './visitor.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('the server is killed and comes back: nothing is lost and nothing doubled', async (t) => {
  let server = await demo()
  t.after(() => server.stop())
  const context = await browser.newContext({ locale: 'de-DE' })
  t.after(() => context.close())
  const v = await visit(context, server.shop)
  await v.open()
  await v.say('Wie entkalke ich meine Maschine?')
  await v.answered(1)
  const before = await v.lines()

  await server.kill()
  await v.frame.getByText('Keine Verbindung').waitFor()
  await v.say('Wie lange habe ich Garantie?')
  server = await demo({ data: server.data, listen: new URL(server.shop).host })
  await v.answered(2)

  const lines = await v.lines()
  assert.deepEqual(lines.slice(0, before.length), before)
  assert.equal(lines.filter((l) => l === 'customer: Wie lange habe ich Garantie?').length, 1)
  await v.page.reload()
  await v.frame.locator('textarea').waitFor({ state: 'attached' })
  await v.answered(2)
  assert.deepEqual(await v.lines(), lines, 'the transcript is what the page showed')
})
