// Everybody can use the chat: axe in every state, the keyboard alone, fingers, little room, from right to left.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { staged } from './staged.mjs'

const here = staged()
const { customer } = here

/** Fails for whatever axe finds by the rules of WCAG 2.2 AA and its own. */
async function check(page, when, part = 'lotse-launcher') {
  const axe = new AxeBuilder({ page }).options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  const { violations } = await (part ? axe.include(part) : axe).analyze()
  assert.deepEqual(
    violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(', ')}`),
    [],
    when,
  )
}

const file = { name: 'notiz.txt', mimeType: 'text/plain', buffer: Buffer.from('Hallo') }

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing in any state, ${scheme}`, async (t) => {
    const v = await customer(t, '/', { colorScheme: scheme })
    await check(v.page, 'start')
    await v.frame.getByRole('button', { name: 'Mehr' }).click()
    await check(v.page, 'menu')
    await v.page.keyboard.press('Escape')
    await v.ask('Wie entkalke ich meine Maschine?')
    await v.frame.getByRole('button', { name: 'Das hat nicht geholfen' }).click()
    await check(v.page, 'an answer with sources, and what was missing')
    await v.ask('karte')
    await v.ask('liste')
    await v.ask('karussell')
    await check(v.page, 'cards')
    await v.ask('bild')
    await v.ask('datei')
    await v.ask('laden')
    await v.ask('datum')
    await check(v.page, 'picture, file, place, day')
    await v.ask('formular')
    await v.frame.getByRole('button', { name: 'Registrieren' }).click()
    await v.frame.locator('.wrong:focus').waitFor()
    await check(v.page, 'a form with problems')
    await v.frame.locator('input[type=file]').setInputFiles([file, { ...file, name: 'setup.exe' }])
    await v.frame.getByText('Hochgeladen').waitFor()
    await check(v.page, 'files')
    await v.ask('Das gehört dazu')
    await v.ask('anna')
    await v.say('hinweis')
    await v.frame.getByText('Anna hat übernommen.').waitFor()
    await check(v.page, 'a person, and a notice')
    await v.page.context().setOffline(true)
    await v.say('Ist da wer?')
    await v.frame.getByText('Wird gesendet, sobald').waitFor()
    await check(v.page, 'offline')
  })
}

test('axe finds nothing on the page of its own, in English and from right to left', async (t) => {
  const context = await here.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  t.after(() => context.close())
  const page = await context.newPage()
  for (const [path, direction] of [
    ['/chat', 'ltr'],
    ['/chat/themed?language=ar', 'rtl'],
  ]) {
    await page.goto(here.server.origin + path)
    await page.locator('.composer textarea').fill('arabisch')
    await page.keyboard.press('Enter')
    await page.getByText('مرحبا').first().waitFor()
    await page.locator('.log:not(:has(.dots)):not(:has(.waiting))').waitFor()
    assert.equal(await page.evaluate(() => document.dir), direction)
    assert.equal(await page.getByText('مرحبا').first().evaluate((e) => getComputedStyle(e.closest('.bubble')).direction), 'rtl', 'a text is written its own way')
    const mine = await page.locator('.by-customer .bubble').first().boundingBox()
    const log = await page.locator('.log').boundingBox()
    assert.equal(mine.x + mine.width / 2 < log.x + log.width / 2, direction === 'rtl', 'her own words stand where their lines end')
    await check(page, path, '')
  }
})

test('with the keyboard alone: a carousel, a form, a file, the menu, and out', async (t) => {
  const v = await customer(t)
  const press = async (...keys) => {
    for (const key of keys) await v.page.keyboard.press(key)
  }
  /** Goes on with Tab until something that is called so has the focus. */
  const tab = async (name, key = 'Tab') => {
    const been = []
    for (let i = 0; i < 60; i++) {
      await press(key)
      const at = await v.frame.locator('html').evaluate(() => {
        const e = document.activeElement // :focus does not match while a part of a date has the focus
        return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent).trim().replace(/\s+/g, ' ')
      })
      if (name.test(at)) return
      been.push(at)
    }
    assert.fail(`the focus never came to ${name}: ${been}`)
  }
  await v.frame.locator('textarea:focus').waitFor()
  await v.page.keyboard.type('karussell')
  await press('Enter')
  await v.answered(1)
  await v.lines()
  await tab(/^Vorschläge$/, 'Shift+Tab')
  await press('ArrowRight')
  await v.frame.getByText('2 von 3').waitFor()
  await tab(/^Die nehme ich.*Brunnen 5/)
  await press('Enter')
  await v.answered(2)
  await v.frame.locator('.composer textarea:focus').waitFor()

  await v.page.keyboard.type('formular')
  await press('Enter')
  await v.answered(3)
  await v.lines()
  await tab(/^Registrieren$/, 'Shift+Tab')
  await press('Enter')
  await v.frame.locator('.wrong:focus').waitFor()
  await tab(/^Dein Name: Bitte ausfüllen/)
  await press('Enter')
  await v.page.keyboard.type('Ada')
  await tab(/^E-Mail/)
  await v.page.keyboard.type('ada@example.org')
  await tab(/^Tassen/)
  await v.page.keyboard.type('4')
  await tab(/^Brunnen 3/)
  await press('Space', 'ArrowDown')
  await tab(/^Registrieren$/)
  await press('Enter')
  await v.frame.getByText('Danke, Ada.').waitFor()
  await v.frame.getByText('Maschine: Brunnen 5').waitFor()

  await v.lines() // what is still on its way would take the focus
  await v.frame.locator('.composer textarea:focus').waitFor()
  const chooser = v.page.waitForEvent('filechooser') // before the keys: the browser must know by then that files are chosen here
  await tab(/^Bild oder Datei anhängen$/, 'Shift+Tab')
  await press('Enter')
  await (await chooser).setFiles([file])
  await v.frame.locator('.composer textarea:focus').waitFor()
  await v.frame.getByText('Hochgeladen').waitFor()
  await press('Enter')
  await v.frame.locator('.by-customer .attachment', { hasText: 'notiz.txt' }).waitFor()

  await tab(/^Mehr$/)
  await press('Enter')
  await v.frame.getByRole('menuitem', { name: 'Mit einem Menschen sprechen' }).and(v.frame.locator(':focus')).waitFor()
  await press('End', 'Home', 'ArrowDown', 'Escape')
  assert.equal(await v.frame.locator(':focus').getAttribute('aria-label'), 'Mehr', 'Escape closes the menu first')
  await press('Escape')
  await v.page.locator('lotse-launcher:not([open])').waitFor()
})

test('every target is large enough for a finger, in every element', async (t) => {
  const v = await customer(t, '/', { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })
  for (const text of ['karussell', 'liste', 'formular', 'datum', 'Wie entkalke ich?']) await v.ask(text)
  await v.frame.locator('input[type=file]').setInputFiles([file])
  await v.frame.getByText('Hochgeladen').waitFor()
  await v.frame.getByRole('button', { name: 'Mehr' }).click()
  const small = await v.frame.locator(':is(button, select, input:not([type=radio], [hidden]), .option, .attachment, .choice):visible').evaluateAll((all) =>
    all.map((b) => [b.getAttribute('aria-label') ?? (b.textContent || b.name), b.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([name, r]) => `${name.trim()} ${r.width}×${r.height}`),
  )
  assert.deepEqual(small, [])
})

test('at 320 pixels, and at four times the size, nothing is cut off and nothing scrolls sideways', async (t) => {
  for (const viewport of [
    { width: 320, height: 640 },
    { width: 320, height: 256 },
  ]) {
    const v = await customer(t, '/', { viewport })
    for (const text of ['liste', 'formular', 'datum']) await v.ask(text)
    const wide = await v.frame.locator('html').evaluate((html) => {
      const out = [...html.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > html.clientWidth + 1 && !e.closest('.track, .unseen, dialog'))
      return [html.scrollWidth > html.clientWidth, document.querySelector('.log').scrollWidth > document.querySelector('.log').clientWidth, out.map((e) => e.className)]
    })
    assert.deepEqual(wide, [false, false, []], JSON.stringify(viewport))
    assert.equal(await v.field.isVisible(), true)
    await v.frame.getByRole('button', { name: 'Mehr' }).click()
    await v.frame.getByRole('menuitemradio', { name: 'Sehr groß' }).click()
  }
})

test('a text carries its language, whatever the page speaks', async (t) => {
  const v = await customer(t, '/?language=en')
  await v.ask('karte')
  assert.equal(await v.frame.locator('html').getAttribute('lang'), 'en')
  assert.equal(await v.frame.locator('article.by-bot .bubble').last().getAttribute('lang'), 'de')
  assert.equal(await v.frame.locator('.card .words').getAttribute('lang'), 'de')
})

test('a person is one step away in every state', async (t) => {
  const v = await customer(t)
  for (const text of ['formular', 'datum', 'karussell', 'bild']) {
    await v.ask(text)
    const person = v.frame.locator('header').getByRole('button', { name: 'Mit einem Menschen sprechen' })
    assert.deepEqual([await person.isVisible(), await person.isEnabled()], [true, true], text)
  }
  await v.frame.locator('header').getByRole('button', { name: 'Mit einem Menschen sprechen' }).click()
  await v.frame.getByText('Gerade ist niemand frei').waitFor()
})

test('in forced colours what is chosen and what is hers can be told', async (t) => {
  const v = await customer(t, '/', { forcedColors: 'active' })
  await v.ask('formular')
  await v.frame.getByText('Brunnen 3').click()
  const border = (selector) => v.frame.locator(selector).first().evaluate((e) => [getComputedStyle(e).borderTopWidth, getComputedStyle(e).borderTopStyle].join(' '))
  assert.deepEqual([await border('.by-customer .bubble'), await border('.composer'), await border('.option:has(:checked)')], ['1px solid', '1px solid', '1px solid'])
})
