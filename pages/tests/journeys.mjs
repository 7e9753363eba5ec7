// Makes the journeys of docs/journeys.md: walks them in a real Chromium against the program itself, takes their pictures and
// writes what was said into the blocks of the page. `npm run journeys`; it is no test, and what it made is to be looked at.
import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { authors } from './authors.mjs'
import { launch } from './browser.mjs'
import { demo } from './demo.mjs'
import { pack } from './png.mjs'
import { visit } from './visitor.mjs'

const docs = resolve(import.meta.dirname, '../../docs')
const images = join(docs, 'images')
const desktop = { viewport: { width: 1280, height: 800 }, locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' }
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5, locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' }
const registering = ['Ich möchte meine Maschine registrieren', 'FL204518', 'Was deckt die Garantie ab?', 'am 14. Februar 2026', 'ada@example.com', 'Ich brauche einen Techniker']
const told = {}

const browser = await launch()
await mkdir(images, { recursive: true })
let house = await demo()
try {
  await answered()
  await registered()
  await ordered()
  const nobody = await promised()
  await handedOver(nobody)
  await killed()
  told.author = await authors()
} finally {
  await browser.close()
  await house.stop()
}
await tell()

/** A question is answered with a citation, and the citation opens the article at the quote. */
async function answered() {
  const context = await browser.newContext(desktop)
  const v = await customer(context, 'Wie entkalke ich meine Maschine?')
  const mark = v.frame.locator('a.mark').first()
  const [article] = await Promise.all([context.waitForEvent('page'), mark.click()])
  await article.waitForLoadState()
  await picture(article, 'article')
  await v.page.bringToFront()
  await say(v, 'Und wie oft muss ich entkalken?')
  await v.page.mouse.move(0, 0)
  await picture(v.page, 'widget')
  await say(v, 'Was kostet eine Reparatur, wenn die Garantie vorbei ist?')
  await v.frame.locator('a.mark').last().hover()
  await v.frame.locator('.sources .pointed q').waitFor()
  await picture(v.page, 'quote')
  told.answer = await transcript(v)
  await context.close()
}

/** A machine is registered with a question in the middle, and the next flow knows it already. */
async function registered() {
  const context = await browser.newContext(phone)
  const v = await customer(context, ...registering.slice(0, 3))
  await picture(v.page, 'register-aside')
  await say(v, ...registering.slice(3))
  await picture(v.page, 'register-done')
  told.register = await transcript(v)
  await context.close()
}

/** Machines side by side, and a form that says what is wrong with what it was given. */
async function ordered() {
  const context = await browser.newContext(phone)
  const v = await customer(context, 'Welche Maschinen habt ihr?')
  await v.frame.locator('.carousel img').first().waitFor()
  await picture(v.page, 'carousel')
  await v.frame.getByRole('button', { name: 'Teil bestellen' }).first().click()
  await v.answered(++v.said)
  await v.frame.getByLabel('Seriennummer').fill('XY12')
  await v.frame.getByLabel('E-Mail').fill('ada@example')
  await v.frame.getByRole('button', { name: 'Weiter', exact: true }).click()
  await v.frame.locator('[aria-invalid=true]').first().waitFor()
  await picture(v.page, 'form')
  await context.close()
}

/** Nobody is at the desk, and the customer is told so. */
async function promised() {
  const context = await browser.newContext(phone)
  const v = await customer(context, 'Meine Bestellung ist beschädigt angekommen', 'Ich will einen Mitarbeiter sprechen')
  await picture(v.page, 'promise')
  told.nobody = await transcript(v)
  return v
}

/** Anna comes to the desk: someone waits already, others want her, and she gives one back when she is done. */
async function handedOver() {
  const anna = await (await browser.newContext(desktop)).newPage()
  await anna.goto(house.setup)
  await anna.locator('[name=name]').fill('Anna')
  await anna.locator('[name=login]').fill('anna@example.org')
  await anna.locator('[name=password]').fill('correct horse battery')
  await anna.getByRole('button', { name: 'Konto anlegen' }).click()
  await anna.getByRole('switch', { name: 'Verfügbar' }).waitFor()

  const context = await browser.newContext(desktop)
  const v = await customer(context, 'Ich möchte meine Maschine registrieren', 'FL204518', 'Wie lange habe ich Garantie?', 'Ich möchte mit einem Menschen sprechen')
  await customer(await browser.newContext(desktop), 'How do I descale my machine?', 'Can I talk to a human?')
  await anna.locator('.row', { hasText: 'registrieren' }).click()
  await anna.locator('.brief .sources li').first().waitFor()
  await anna.getByRole('button', { name: 'Übernehmen' }).click()
  await anna.mouse.move(0, 0)
  await v.log.getByText('Anna ist jetzt für dich da').waitFor()
  await reply(anna, v, 'Moin, hier ist Anna. Deine Flut habe ich schon vor mir. Wie kann ich helfen?')
  await v.say('Gilt die Garantie auch in der Schweiz?')
  await anna.locator('.talk').getByText('Schweiz').waitFor()
  await anna.bringToFront()
  await picture(anna, 'desk')
  await reply(anna, v, 'Ja, sie gilt überall in Europa, auch in der Schweiz.')
  await anna.getByRole('button', { name: 'Zurück an den Bot' }).click()
  await anna.locator('#result').fill('Garantie gilt auch in der Schweiz')
  await anna.getByLabel('Das Anliegen ist erledigt').uncheck() // the registration is not
  await anna.getByRole('button', { name: 'Zurückgeben' }).click()
  await v.log.getByText('Ich bin wieder für dich da').waitFor()
  await v.log.getByText('Wann hast du sie gekauft').last().waitFor()
  await v.say('14.2.2026')
  await v.log.getByText('E-Mail').last().waitFor()
  await picture(v.page, 'person')
  told.person = await transcript(v)
}

/** The program is killed in the middle of a registration, and the conversation is the very same as without. */
async function killed() {
  const v = await customer(await browser.newContext(phone), ...registering.slice(0, 3))
  await house.kill()
  await v.frame.getByText('Keine Verbindung').waitFor()
  await v.say(registering[3])
  await picture(v.page, 'killed')
  house = await demo({ data: house.data, listen: new URL(house.shop).host })
  await v.answered(++v.said)
  await say(v, registering[4])
  await picture(v.page, 'restarted')
  await say(v, registering[5])
  assert.equal(await transcript(v), told.register)
}

async function customer(context, ...words) {
  const v = await visit(context, house.shop)
  v.said = 0
  await v.open()
  await say(v, ...words)
  return v
}

async function say(v, ...words) {
  for (const text of words) {
    await v.say(text)
    await v.answered(++v.said)
    await v.lines() // nothing is on its way any more
  }
}

async function reply(agent, v, text) {
  await agent.locator('#reply').fill(text)
  await agent.locator('#reply').press('Enter')
  await v.log.getByText(text).waitFor()
}

async function picture(page, name) {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(300) // what was scrolled to has come to rest
  await writeFile(join(images, `${name}.png`), pack(await page.screenshot()))
}

/** The conversation as the customer sees it, a line each, folded. */
async function transcript(v) {
  await v.lines()
  const lines = await v.frame.locator('.log > [data-seq]').evaluateAll((all) =>
    all.map((e) => {
      const paragraphs = [...e.querySelectorAll('.bubble > p, .bubble li')].map((p) => {
        const number = p.matches('ol > li') ? `${[...p.parentNode.children].indexOf(p) + 1}. ` : ''
        const copy = p.cloneNode(true)
        copy.querySelectorAll('a.mark > [aria-hidden]').forEach((x) => x.remove())
        copy.querySelectorAll('br').forEach((x) => x.replaceWith(' '))
        return number + copy.textContent.replace(/\s+/g, ' ').trim()
      })
      const titles = [...e.querySelectorAll('.sources li')].map((s) => `[${s.querySelector('.number').textContent}] ${s.querySelector('.title').textContent}`)
      const who = e.matches('.by-customer') ? 'customer' : e.matches('.by-agent') ? 'anna' : e.matches('.event') ? '' : 'lotse'
      return { who, texts: e.matches('.event') ? [`(${e.textContent.trim()})`] : [...paragraphs, ...titles] }
    }),
  )
  return lines.map(({ who, texts }) => texts.map((t, i) => fold(i === 0 ? who : '', t)).join('\n')).join('\n')
}

function fold(who, text) {
  const lines = ['']
  for (const word of text.split(' ')) {
    if (lines.at(-1).length + word.length > 100) lines.push('')
    lines.push(`${lines.pop()} ${word}`.trim())
  }
  return lines.map((l, i) => (i === 0 ? who : '').padEnd(10) + l).join('\n')
}

/** Writes what was said into the page, between the marks that name it. */
async function tell() {
  const path = join(docs, 'journeys.md')
  let text = await readFile(path, 'utf8')
  for (const [name, lines] of Object.entries(told)) {
    const block = new RegExp(`(<!-- ${name} -->\n\`\`\`text\n)[^]*?(\`\`\`\n)`)
    if (!block.test(text)) throw new Error(`docs/journeys.md has no block ${name}:\n${lines}`)
    text = text.replace(block, (_, begin, end) => `${begin}${lines}\n${end}`)
  }
  await writeFile(path, text)
}
