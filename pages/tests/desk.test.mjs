import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './browser.mjs'
import { demo } from './demo.mjs'
import { visit } from './visitor.mjs'

// One house for all: the tests follow each other as a day does. Its setup link works once, so it is always a fresh demo.
const password = 'correct horse battery'
let browser, house, anna, bert

before(async () => {
  ;[browser, house] = await Promise.all([launch(), demo()])
})

after(async () => {
  await browser?.close()
  await house?.stop()
})

async function context(options = {}) {
  return browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE', ...options })
}

async function customer(t, ...words) {
  const c = await context()
  t.after(() => c.close())
  const v = await visit(c, house.shop)
  await v.open()
  for (const [i, text] of words.entries()) {
    await v.say(text)
    await v.answered(i + 1)
  }
  return v
}

/** Opens a desk and keeps what went wrong in it. */
async function desk(url) {
  const page = await (await context()).newPage()
  page.faults = []
  page.on('console', (m) => m.type() === 'error' && !m.text().startsWith('Failed to load resource') && page.faults.push(m.text()))
  page.on('pageerror', (e) => page.faults.push(e.message))
  await page.goto(url)
  return page
}

async function join(url, name, login) {
  const page = await desk(url)
  await page.locator('[name=name]').fill(name)
  await page.locator('[name=login]').fill(login)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'Konto anlegen' }).click()
  await page.getByRole('switch', { name: 'Verfügbar' }).waitFor()
  return page
}

const row = (page, text) => page.locator('.row', { hasText: text })
const clean = async (page, what) => assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target)}`), [], what)

test('nobody is at the desk: the customer gets an honest promise', async (t) => {
  const v = await customer(t, 'Ich möchte mit einem Menschen sprechen')
  assert.match((await v.lines()).at(-1), /Spätestens .* antwortet dir ein Mensch/)
})

test('the setup link makes the first account, once', async () => {
  const door = await desk(house.setup)
  await door.locator('[name=password]').waitFor()
  await clean(door, 'the door')
  anna = await join(house.setup, 'Anna', 'anna@example.org')
  await door.reload()
  await door.getByRole('alert').getByText('gilt nicht mehr').waitFor()
  await door.context().close()
})

test('who waited is offered to the first agent who comes', async () => {
  await row(anna, 'wartet auf dich').click()
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await anna.getByRole('button', { name: 'Abschließen' }).click()
  await anna.getByRole('button', { name: 'Gespräch abschließen' }).click()
  await anna.getByText('Niemand wartet.').waitFor()
})

test('an agent takes over, knows everything, answers, and gives back', async (t) => {
  const v = await customer(t, 'Wie entkalke ich meine Maschine?', 'Ich möchte mit einem Menschen sprechen')
  assert.match((await v.lines()).at(-1), /Ich verbinde dich mit Anna/)

  await row(anna, 'entkalke').click()
  await anna.locator('.brief').getByText('Wie entkalke ich meine Maschine?').waitFor()
  await anna.locator('.brief .sources li').first().waitFor()
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await v.log.getByText('Anna ist jetzt für dich da').waitFor()

  await anna.locator('#reply').fill('Hallo, hier ist Anna. Nimm **125 ml**.')
  await anna.locator('#reply').press('Enter')
  await v.log.getByText('Hallo, hier ist Anna.').waitFor()
  await anna.locator('.talk strong').getByText('125 ml').waitFor() // she sees what the customer sees

  await v.frame.getByRole('button', { name: 'Mehr' }).click()
  await v.frame.getByRole('menuitem', { name: 'Auf dem Handy weitermachen' }).click()
  await v.log.locator('.event strong').waitFor() // the bot's word while a person has it: a notice, with its code to be found

  await anna.getByRole('button', { name: 'Notiz', exact: true }).click()
  await anna.locator('#reply').fill('Kulanz prüfen')
  await anna.locator('#reply').press('Enter')
  await anna.locator('.entry.note').getByText('Kulanz prüfen').waitFor()
  await anna.getByRole('button', { name: 'Notiz', exact: true }).click()

  await v.say('Danke, das hilft!')
  await anna.locator('.talk').getByText('Danke, das hilft!').waitFor()
  assert.equal(await v.log.getByText('Kulanz').count(), 0, 'a note is never shown to the customer')

  await anna.getByRole('button', { name: 'Zurück an den Bot' }).click()
  await anna.locator('#result').fill('Entkalken erklärt')
  await anna.getByRole('button', { name: 'Zurückgeben' }).click()
  await v.log.getByText('Ich bin wieder für dich da').waitFor()
  await anna.locator('.brief dd').getByText('Entkalken erklärt').waitFor()
  assert.deepEqual(v.faults, [])
})

test('an agent calls a reply wrong, and a test is kept of it', async (t) => {
  const v = await customer(t, 'Ich heiße Roswitha Kaltenegger', 'Wie lange habe ich Garantie?')
  await anna.getByText('Beim Bot').click()
  await row(anna, 'Garantie').first().click()
  await anna.locator('.entry').getByText('zwei Jahre').first().waitFor()
  await anna.getByRole('button', { name: /^War falsch: / }).last().click()
  await clean(anna, 'the form about a wrong reply')
  await anna.getByLabel('Was wäre richtig gewesen?').fill('Drei Jahre, weil sie registriert ist.')
  await anna.getByRole('button', { name: 'Als falsch melden' }).click()
  await anna.locator('.event').getByText('War falsch, sagt Anna – Drei Jahre').waitFor()
  await anna.locator('.event').getByText(/Als Test behalten – captured-\w+-\d+\.chat/).waitFor({ timeout: 60_000 })
  assert.equal(await v.log.getByText('falsch').count(), 0, 'the customer sees nothing of it')
  assert.deepEqual(anna.faults, [])
})

test('an agent needs no mouse', async (t) => {
  const v = await customer(t, 'Die Lieferung ist noch nicht angekommen', 'Bitte einen Menschen')
  await row(anna, 'Lieferung').waitFor()
  await anna.keyboard.press('Escape')
  for (let i = 0; i < 6 && !(await anna.locator('.row[aria-current=true]', { hasText: 'Lieferung' }).count()); i++) await anna.keyboard.press('Alt+ArrowUp')
  for (let i = 0; i < 6 && !(await anna.locator('.row[aria-current=true]', { hasText: 'Lieferung' }).count()); i++) await anna.keyboard.press('Alt+ArrowDown')
  await anna.locator('h1', { hasText: 'Lieferung' }).waitFor()
  await anna.keyboard.press('Alt+t')
  await anna.getByRole('button', { name: 'Abschließen' }).waitFor()
  await anna.locator('#reply').focus()
  await anna.keyboard.type('Ich sehe nach.')
  await anna.keyboard.press('Shift+Enter')
  await anna.keyboard.type('Einen Moment.')
  await anna.keyboard.press('Enter')
  await v.log.getByText('Ich sehe nach.').waitFor()
  assert.equal(await anna.locator('#reply').inputValue(), '')
})

test('a note stays a note, and who takes over may write at once', async (t) => {
  const v = await customer(t, 'Mein Mahlwerk klemmt seit gestern', 'Bitte einen Menschen')
  await row(anna, 'Mahlwerk').click()
  const sent = anna.waitForRequest((r) => r.url().endsWith('/note'))
  await anna.locator('#reply').fill('Ruft zum dritten Mal an')
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await anna.getByRole('button', { name: 'Abschließen' }).waitFor()
  await anna.locator('#reply').press('Enter')
  await sent
  await anna.getByRole('button', { name: 'Zurück an den Bot' }).click()
  await anna.getByRole('button', { name: 'Zurückgeben' }).click()
  await anna.getByRole('button', { name: 'Übernehmen' }).waitFor()

  await anna.route('**/take', async (r) => {
    await new Promise((done) => setTimeout(done, 500)) // a slow line
    await r.continue()
  })
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await anna.locator('#reply').fill('Hier ist Anna, was klemmt?')
  await anna.locator('#reply').press('Enter')
  await v.log.getByText('was klemmt').waitFor()
  await anna.unroute('**/take')
  assert.equal(await v.log.getByText('zum dritten Mal').count(), 0, 'the note went to nobody')
  await anna.getByRole('button', { name: 'Abschließen' }).click()
  await anna.getByRole('button', { name: 'Gespräch abschließen' }).click()
})

test('of two agents one has it, and the other is told who', async (t) => {
  await anna.getByRole('button', { name: 'Kolleginnen und Kollegen' }).click()
  await anna.getByRole('button', { name: 'Link für Agent' }).click()
  const link = await anna.locator('.link code').textContent()
  await clean(anna, 'the colleagues')
  await anna.getByRole('button', { name: 'Fertig' }).click()
  bert = await join(link, 'Bert', 'bert')
  assert.equal(await bert.getByRole('button', { name: 'Kolleginnen und Kollegen' }).count(), 0, 'an agent invites nobody')

  await customer(t, 'Kann ich meine Mühle zurückgeben?', 'Bitte einen Menschen')
  await row(bert, 'Mühle').click()
  await row(anna, 'Mühle').click()
  await bert.route('**/desk/v1/conversations/*', (r) => (r.request().method() === 'GET' ? r.abort() : r.continue())) // Bert's page is behind
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await anna.getByRole('button', { name: 'Abschließen' }).waitFor()
  await bert.getByRole('button', { name: 'Übernehmen' }).click()
  await bert.getByRole('alert').getByText('Anna hat dieses Gespräch').waitFor()
  await bert.unroute('**/desk/v1/conversations/*')
})

test('whoever is away is offered to nobody', async (t) => {
  for (const page of [anna, bert]) {
    if ((await page.getByRole('switch').getAttribute('aria-checked')) === 'true') await page.getByRole('switch').click()
    await page.waitForFunction(() => fetch('/desk/v1/conversations').then(async (r) => (await r.json()).available === false))
    await page.getByRole('switch', { name: 'Abwesend' }).waitFor()
  }
  const v = await customer(t, 'Bitte einen Menschen')
  assert.match((await v.lines()).at(-1), /Spätestens/)
})

test('the desk is clean, in both schemes, and kept its policy', async () => {
  await anna.locator('.why summary').first().click()
  for (const colorScheme of ['light', 'dark']) {
    await anna.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await clean(anna, colorScheme)
  }
  assert.deepEqual([...anna.faults, ...bert.faults], [])
})

test('signing out ends it, and signing in begins again', async () => {
  await bert.getByRole('button', { name: 'Abmelden' }).click()
  await bert.locator('[name=login]').fill('bert')
  await bert.locator('[name=password]').fill('wrong horse battery')
  await bert.getByRole('button', { name: 'Anmelden' }).click()
  await bert.getByRole('alert').getByText('stimmen nicht').waitFor()
  await bert.locator('[name=password]').fill(password)
  await bert.getByRole('button', { name: 'Anmelden' }).click()
  await bert.getByRole('switch').waitFor()
})
