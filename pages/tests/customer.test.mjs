import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { launch } from './browser.mjs'
import { shop } from './demo.mjs'
import { visit } from './visitor.mjs'

const question = 'Wie entkalke ich meine Maschine?'
let browser, server, origin

before(async () => {
  ;[browser, server] = await Promise.all([launch(), shop()])
  origin = new URL(server.shop).origin
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Lets a customer come with a browser of her own. */
async function customer(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 860 }, locale: 'de-DE', ...options })
  t.after(() => context.close())
  return context
}

test('a customer asks, is answered with sources, and opens one', async (t) => {
  const context = await customer(t)
  const foreign = []
  context.on('request', (r) => !r.url().startsWith(origin) && foreign.push(r.url()))
  const v = await visit(context, server.shop)
  await v.open()
  await v.say(question)
  await v.answered(1)

  const mark = v.frame.locator('a.mark').first()
  await mark.hover()
  await v.frame.locator('.sources .pointed q').waitFor() // the quote shows what the number stands on
  const [article] = await Promise.all([context.waitForEvent('page'), mark.click()])
  await article.waitForLoadState()

  assert.equal(new URL(article.url()).origin, origin)
  assert.match(await article.textContent('body'), /./)
  assert.deepEqual(foreign, [], 'nothing was asked of anybody else')
  assert.deepEqual(v.faults, [], 'and the policy was kept')
})

test('a picked answer becomes what the customer said, and the buttons go', async (t) => {
  const v = await visit(await customer(t), server.shop)
  await v.open()
  await v.frame.getByRole('button', { name: 'Mit einem Menschen sprechen' }).first().click()
  await v.answered(1)

  assert.equal((await v.lines())[0], 'customer: Mit einem Menschen sprechen')
  assert.equal(await v.field.evaluate((f) => f === f.ownerDocument.activeElement), true, 'the focus did not get lost with the button')
})

test('a second tab shows the same conversation, and each says its own', async (t) => {
  const context = await customer(t)
  const one = await visit(context, server.shop)
  await one.open()
  await one.say(question)
  await one.answered(1)
  const two = await visit(context, server.shop)
  await two.open()
  await two.answered(1)
  await two.say('Wie lange habe ich Garantie?')
  await Promise.all([one.answered(2), two.answered(2)])

  const lines = await two.lines()
  assert.deepEqual(await one.lines(), lines)
  assert.equal(lines.filter((l) => l === `customer: ${question}`).length, 1)
})

test('what is said offline waits and is said once', async (t) => {
  const context = await customer(t)
  const v = await visit(context, server.shop)
  await v.open()
  await v.say(question)
  await v.answered(1)

  await context.setOffline(true)
  await v.say('Und wie oft?')
  await v.frame.getByText('Wird gesendet, sobald du wieder verbunden bist').waitFor()
  await context.setOffline(false)
  await v.answered(2)

  assert.equal((await v.lines()).filter((l) => l === 'customer: Und wie oft?').length, 1)
})

test('what could not be sent survives the page, and what was sent without an answer is not sent twice', async (t) => {
  const context = await customer(t)
  const v = await visit(context, server.shop)
  let sent = 0
  await context.route('**/web/v1/utterances', async (route) => {
    sent++
    if (sent === 1) return route.abort() // nobody heard it
    if (sent > 2) return route.continue()
    await route.fetch() // it was heard, and the answer gets lost
    return route.abort()
  })
  await v.open()
  await v.say(question)
  await v.frame.locator('.waiting').waitFor()
  await v.page.reload() // the open chat opens again
  await v.answered(1)
  await v.say('Danke!')
  await v.answered(2)

  const lines = await v.lines()
  assert.deepEqual(
    lines.filter((l) => l.startsWith('customer:')),
    [`customer: ${question}`, 'customer: Danke!'],
  )
  assert.ok(sent >= 3, `${sent} attempts`)
})

test('where WebSockets are cut off, events carry the same', async (t) => {
  const context = await customer(t)
  await context.addInitScript(() => {
    globalThis.WebSocket = class {
      constructor() {
        setTimeout(() => this.onclose?.())
      }
      close() {}
    }
  })
  const v = await visit(context, server.shop)
  await v.open()
  await v.say(question)
  await v.answered(1)
  await v.say('Danke!')
  await v.answered(2)

  assert.equal((await v.lines()).filter((l) => l.startsWith('customer:')).length, 2)
})

test('with the keyboard alone: in, ask, read, a person, out, and the focus is back', async (t) => {
  const v = await visit(await customer(t), server.shop)
  const press = (key) => v.page.keyboard.press(key)
  await v.launcher.focus()
  await press('Enter')
  await v.field.waitFor()
  await v.frame.locator('textarea:focus').waitFor()
  await v.page.keyboard.type(question)
  await press('Enter')
  await v.answered(1)

  const visited = []
  for (let i = 0; i < 40 && !visited.some((x, n) => n > 0 && x === visited[0]); i++) {
    await press('Tab')
    visited.push(await v.frame.locator(':focus').evaluate((e) => e.getAttribute('aria-label') ?? (e.className || e.textContent.trim())))
  }
  for (const stop of ['Mit einem Menschen sprechen', 'Chat schließen', 'Verlauf', 'Schreib etwas …', 'Senden']) {
    assert.ok(visited.includes(stop), `Tab never came to ${stop}: ${visited}`)
  }
  assert.ok(visited.some((x) => /^Quelle 1/.test(x)), `nor to a source: ${visited}`)

  await press('Escape')
  await v.page.locator('lotse-launcher:not([open])').waitFor()
  assert.equal(await v.page.evaluate(() => document.activeElement.localName), 'lotse-launcher')
})

test('an answer that comes while the chat is closed is counted on the button', async (t) => {
  const v = await visit(await customer(t), server.shop)
  await v.open()
  await v.say(question)
  await v.page.keyboard.press('Escape')
  await v.page.locator('lotse-launcher .badge:not([hidden])').waitFor()
  assert.match(await v.launcher.getAttribute('aria-label'), /ungelesen/)
  await v.launcher.click()
  await v.answered(1)
  await v.page.locator('lotse-launcher .badge[hidden]').waitFor({ state: 'attached' })
})

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing, ${scheme}`, async (t) => {
    const context = await customer(t, { colorScheme: scheme, reducedMotion: 'reduce' })
    const v = await visit(context, server.shop)
    await v.open()
    const check = async (when) => {
      const { violations } = await new AxeBuilder({ page: v.page }).include('lotse-launcher').analyze()
      assert.deepEqual(
        violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(', ')}`),
        [],
        when,
      )
    }
    await check('before anything was said')
    await v.say(question)
    await v.answered(1)
    await check('after an answer with sources')
    await v.frame.getByRole('button', { name: 'Mit einem Menschen sprechen' }).first().click()
    await v.answered(2)
    await check('after a person was asked for')
  })
}

test('every target is large enough for a finger', async (t) => {
  const v = await visit(await customer(t, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }), server.shop)
  await v.open()
  await v.say(question)
  await v.answered(1)
  const small = await v.frame.locator('button:visible').evaluateAll((all) =>
    all.map((b) => [b.getAttribute('aria-label') ?? b.textContent, b.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([name]) => name),
  )
  assert.deepEqual(small, [])
  const frame = await v.page.locator('lotse-launcher iframe').boundingBox()
  assert.deepEqual([frame.x, frame.y, frame.width, frame.height], [0, 0, 390, 780], 'on a phone it takes the whole screen')
})

test('a code carries her conversation to her phone, where nothing is left on its way', async (t) => {
  const v = await visit(await customer(t), server.shop)
  await v.open()
  await v.say(question)
  await v.answered(1)
  await v.frame.getByRole('button', { name: 'Mehr' }).click()
  await v.frame.getByRole('menuitem', { name: 'Auf dem Handy weitermachen' }).click()
  const [code] = (await v.frame.locator('.by-bot .bubble', { hasText: 'Er gilt' }).textContent()).match(/[A-Z0-9]{4}-[A-Z0-9]{4}(?=Er gilt)/)

  const phone = await (await customer(t, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })).newPage()
  await phone.goto(`${origin}/chat#link=${code}`)
  await phone.locator('.panel:focus').waitFor() // not the field: the keyboard would cover the question
  await phone.getByRole('button', { name: 'Ja', exact: true }).tap()
  await phone.getByText('geht hier weiter. Du musst nichts wiederholen').waitFor()

  const said = phone.locator('.by-customer .bubble')
  await said.nth(1).waitFor()
  await phone.locator('.log:not(:has(.waiting))').waitFor()
  assert.deepEqual(await said.allInnerTexts(), [question, 'Auf dem Handy weitermachen'], 'her Yes stands in the conversation that she left')
  await phone.locator('.composer textarea').fill('Wie lange habe ich Garantie?')
  await phone.locator('.composer textarea').press('Enter')
  await v.answered(3)
  assert.equal((await v.lines()).filter((l) => l === 'customer: Wie lange habe ich Garantie?').length, 1, 'both places show the same')
  await phone.locator('.log:not(:has(.waiting))').waitFor() // what waits stands beside its entry for a moment
  assert.equal(await said.count(), 3)
})

test('English pages get English labels', async (t) => {
  const context = await customer(t, { locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${origin}/web/?language=en`)
  await page.locator('textarea[placeholder="Write something …"]:focus').waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
  assert.equal(await page.getByRole('button', { name: 'Close chat' }).count(), 0, 'a page of its own cannot be closed')
})

test('a website that was not named cannot embed the widget', async (t) => {
  const foreign = createServer((_, w) => w.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>x</title><body><script async src="${origin}/w.js"></script>`))
  await new Promise((ready) => foreign.listen(0, '127.0.0.2', ready))
  t.after(() => foreign.close())
  const page = await (await customer(t)).newPage()
  const refused = page.waitForEvent('console', (m) => /frame-ancestors/.test(m.text()))
  await page.goto(`http://127.0.0.2:${foreign.address().port}/`)
  await page.locator('lotse-launcher button').click()
  await refused
})
