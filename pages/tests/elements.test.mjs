import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { staged } from './staged.mjs'
import { visit } from './visitor.mjs'

const here = staged()
const { customer } = here

const button = (v, name) => v.frame.getByRole('button', { name })
const last = (posts) => posts.at(-1)

test('a carousel is leafed through with buttons and with arrow keys, and says where it is', async (t) => {
  const v = await customer(t)
  await v.ask('karussell')
  const carousel = v.frame.locator('.carousel')
  await carousel.getByText('1 von 3').waitFor()
  await button(v, 'Weiterblättern').click()
  await carousel.getByText('2 von 3').waitFor()
  await v.frame.locator('.track').focus()
  await v.page.keyboard.press('ArrowRight')
  await carousel.getByText('3 von 3').waitFor()
  assert.equal(await button(v, 'Weiterblättern').isDisabled(), true)
  await v.page.keyboard.press('ArrowLeft')
  await carousel.getByText('2 von 3').waitFor()

  await button(v, /^Die nehme ich.*Brunnen 5$/).click()
  await v.answered(2)
  assert.deepEqual([last(v.posts('utterances')).text, last(v.posts('utterances')).payload], ['Die nehme ich', 'slot:machine=b5'])
})

test('a picture is shown large and put away again', async (t) => {
  const v = await customer(t)
  await v.ask('bild')
  await button(v, 'Eine Espressomaschine von vorn, vergrößern').click()
  await v.frame.locator('dialog.sheet[open] img').waitFor()
  await v.page.keyboard.press('Escape')
  await v.frame.locator('dialog.sheet:not([open])').waitFor({ state: 'attached' })
  assert.equal(await v.field.isVisible(), true, 'Escape put the picture away, not the chat')
})

test('a form says what is wrong beside the fields, survives the page, and is sent once', async (t) => {
  const v = await customer(t)
  await v.ask('formular')
  const field = (label) => v.frame.locator('lotse-form').last().getByLabel(label)
  const submit = v.frame.locator('lotse-form').last().getByRole('button', { name: 'Registrieren' })
  await field('Dein Name').fill('Ada')
  await field('E-Mail').fill('ada@localhost')
  await submit.click()
  await v.frame.locator('.wrong:focus').waitFor()
  assert.equal(await field('E-Mail').getAttribute('aria-invalid'), 'true')
  assert.match(await field('E-Mail').evaluate((e) => e.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' ')), /keine E-Mail-Adresse.*Nur für diese Anfrage/)
  await v.frame.getByRole('button', { name: /^Tassen am Tag/ }).click()
  await v.frame.locator('input[name=cups]:focus').waitFor()
  await field('Tassen am Tag').fill('1,5')

  await v.page.reload()
  await field('Dein Name').waitFor()
  assert.deepEqual(await Promise.all(['Dein Name', 'E-Mail', 'Tassen am Tag'].map((l) => field(l).inputValue())), ['Ada', 'ada@localhost', '1,5'])

  await field('E-Mail').fill('ada@example.org')
  await v.frame.locator('lotse-form').last().getByText('Brunnen 7').click()
  await submit.click()
  await v.frame.getByText('Danke, Ada. Deine Maschine ist registriert.').waitFor()
  const sent = v.posts('utterances').filter((u) => u.payload?.startsWith('form:'))
  assert.deepEqual(sent.map((u) => u.payload), ['form:register?{"name":"Ada","email":"ada@example.org","cups":"1.5","bought":"","machine":"b7","news":""}'])
  assert.equal(sent[0].text, 'Dein Name: Ada\nE-Mail: ada@example.org\nTassen am Tag: 1,5\nMaschine: Brunnen 7')
  await v.page.reload()
  await v.frame.getByText('Maschine registrieren: Abgeschickt').waitFor()
  assert.equal(await v.frame.locator('form.form').count(), 0, 'what was sent cannot be sent again')
})

test('a day is picked with a click or typed, between its bounds', async (t) => {
  const v = await customer(t)
  await v.ask('datum')
  await button(v, 'Diesen Tag nehmen').click()
  await v.frame.getByText('Bitte einen Tag auswählen.').waitFor()
  await v.frame.getByLabel('Tag', { exact: true }).fill('2028-01-01')
  await button(v, 'Diesen Tag nehmen').click()
  await v.frame.getByText('Höchstens Freitag, 31. Dezember 2027').waitFor()
  await v.frame.getByLabel('Tag', { exact: true }).fill('2027-03-08')
  await button(v, 'Diesen Tag nehmen').click()
  await v.answered(2)
  const { text, payload } = last(v.posts('utterances'))
  assert.deepEqual([text, payload], ['Montag, 8. März 2027', 'slot:day=2027-03-08'])
  assert.equal(await v.frame.locator('lotse-date').count(), 0)
})

test('where she is goes out only after a click, and only if the browser may tell', async (t) => {
  const v = await customer(t, '/', { geolocation: { latitude: 53.5436, longitude: 9.9884 } })
  await v.ask('standort')
  await button(v, 'Meinen Standort senden').click()
  await v.frame.getByText('Der Standort ließ sich nicht bestimmen').waitFor()
  assert.equal(v.posts('utterances').length, 1)
  await v.page.context().grantPermissions(['geolocation'])
  await button(v, 'Meinen Standort senden').click()
  await v.answered(2)
  assert.deepEqual(last(v.posts('utterances')).elements, [{ kind: 'location', place: { latitude: 53.5436, longitude: 9.9884 } }])
  await v.frame.getByRole('link', { name: 'Auf der Karte ansehen' }).waitFor()
})

test('files are attached, refused in plain words, taken back, and sent with a text', async (t) => {
  const v = await customer(t)
  const folder = await mkdtemp(join(tmpdir(), 'lotse-files-'))
  t.after(() => rm(folder, { recursive: true }))
  const files = { 'foto.png': await v.page.screenshot(), 'falsch.pdf': 'no pdf at all', 'setup.exe': 'MZ', 'gross.txt': Buffer.alloc(11 << 20, 'a'), 'notiz.txt': 'Hallo' }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await v.frame.locator('input[type=file]').setInputFiles(Object.keys(files).map((name) => join(folder, name)))
  const row = (name) => v.frame.locator('.tray li', { hasText: name })
  await row('foto.png').getByText('Hochgeladen').waitFor()
  await row('notiz.txt').getByText('Hochgeladen').waitFor()
  await row('falsch.pdf').getByText('Diese Art von Datei').waitFor() // the server looked into it
  await row('setup.exe').getByText('Diese Art von Datei').waitFor()
  await row('gross.txt').getByText('Zu groß').waitFor()
  await button(v, 'notiz.txt entfernen').click()
  await v.say('So sieht es aus')
  await v.answered(1)

  const { text, elements } = last(v.posts('utterances'))
  assert.deepEqual([text, elements.map((e) => [e.kind, e.media.name])], ['So sieht es aus', [['image', 'foto.png']]])
  await v.frame.locator('.by-customer .picture img').waitFor()
  assert.equal(await v.frame.locator('.by-customer .picture img').evaluate((i) => i.decode().then(() => i.naturalWidth)), 1200)
})

test('a file that is pasted is attached, and what is sent too early waits for it', async (t) => {
  const v = await customer(t)
  let release
  await v.page.context().route('**/web/v1/files', async (route) => {
    await new Promise((go) => (release = go))
    await route.continue()
  })
  await v.field.evaluate((f) => {
    const data = new DataTransfer()
    data.items.add(new File(['Hallo'], 'notiz.txt', { type: 'text/plain' }))
    f.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await v.frame.locator('.tray progress').waitFor()
  await v.say('Meine Notiz')
  await v.frame.getByText('Wird gesendet, sobald alles hochgeladen ist.').waitFor()
  assert.equal(v.posts('utterances').length, 0)
  release()
  await v.answered(1)
  assert.equal(last(v.posts('utterances')).elements.length, 1)
})

test('a file that is dropped on the chat is attached', async (t) => {
  const v = await customer(t)
  const files = await v.frame.locator('html').evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['Hallo'], 'notiz.txt', { type: 'text/plain' }))
    return data
  })
  await v.frame.locator('.log').dispatchEvent('dragover', { dataTransfer: files })
  await v.frame.getByText('Zum Anhängen hier loslassen').waitFor()
  await v.frame.locator('.log').dispatchEvent('drop', { dataTransfer: files })
  await v.frame.locator('.tray li', { hasText: 'notiz.txt' }).getByText('Hochgeladen').waitFor()
  assert.equal(await v.frame.locator('.drop').count(), 0)
})

test('a file that does not arrive holds back what belongs to it, and can be tried again', async (t) => {
  const v = await customer(t)
  let attempts = 0
  await v.page.context().route('**/web/v1/files', (route) => (attempts++ === 0 ? route.abort() : route.continue()))
  await v.field.fill('Meine Notiz')
  await v.frame.locator('input[type=file]').setInputFiles([{ name: 'notiz.txt', mimeType: 'text/plain', buffer: Buffer.from('Hallo') }])
  await v.frame.getByText('Nicht angekommen.').waitFor()
  await button(v, 'Noch einmal senden: notiz.txt').click()
  await v.frame.getByText('Hochgeladen').waitFor()
  await v.field.press('Enter')
  await v.answered(1)
  assert.deepEqual([last(v.posts('utterances')).text, last(v.posts('utterances')).elements.length], ['Meine Notiz', 1])
})

test('what came while the chat was closed is counted in the title, and what she saw is told', async (t) => {
  const frames = []
  const context = await here.browser.newContext({ locale: 'de-DE' })
  t.after(() => context.close())
  context.on('page', (p) => p.on('websocket', (w) => w.on('framesent', (f) => frames.push(JSON.parse(f.payload)))))
  const v = await visit(context, here.server.origin)
  await v.open()
  await v.say('Hallo')
  await v.page.keyboard.press('Escape')
  await v.page.waitForFunction(() => document.title === '(1) Shop')
  const before = frames.filter((f) => f.kind === 'read').map((f) => f.seq)
  await v.launcher.click()
  await v.page.waitForFunction(() => document.title === 'Shop')
  await v.answered(1)
  assert.deepEqual([before.includes(2), frames.filter((f) => f.kind === 'read').at(-1).seq], [false, 2])
})

test('whether an answer helped is asked once, and remembered', async (t) => {
  const v = await customer(t)
  await v.ask('Wie entkalke ich meine Maschine?')
  await button(v, 'Das hat nicht geholfen').click()
  await v.frame.getByLabel('Was hat gefehlt?').fill('Bilder')
  await v.frame.locator('.missing').getByRole('button', { name: 'Absenden' }).click()
  await v.frame.getByText('Danke für deine Rückmeldung.').waitFor()
  await v.page.reload()
  await v.frame.getByText('Danke für deine Rückmeldung.').waitFor()
  assert.deepEqual(v.posts('feedback').map(({ id, ...rest }) => rest), [{ seq: 2, helpful: false, text: 'Bilder' }])
})

test('what the server cannot take stays, and can be sent again or discarded', async (t) => {
  const v = await customer(t)
  await v.page.context().route('**/web/v1/utterances', (route) => route.fulfill({ status: 422, body: '{}' }))
  await v.say('Hallo')
  await v.frame.getByText('Das konnten wir so nicht annehmen.').waitFor()
  await v.page.context().unroute('**/web/v1/utterances')
  await button(v, 'Noch einmal senden').click()
  await v.answered(1)
  assert.deepEqual((await v.lines())[0], 'customer: Hallo')
})

test('what the server puts off is said to wait, and goes by itself when it was told to come back', async (t) => {
  const v = await customer(t)
  const attempts = []
  await v.page.context().route('**/web/v1/utterances', (route) => (attempts.push(Date.now()) === 1 ? route.fulfill({ status: 429, headers: { 'Retry-After': '2' }, body: '{}' }) : route.continue()))
  await v.say('Hallo')
  await v.frame.getByText('Gerade ist viel los.').waitFor()
  await v.frame.locator('body').evaluate(() => dispatchEvent(new Event('online')))
  await v.answered(1)
  assert.deepEqual([attempts.length, (await v.lines())[0]], [2, 'customer: Hallo'])
  assert.ok(attempts[1] - attempts[0] >= 1900, `it came back after ${attempts[1] - attempts[0]} ms`)
})

test('nobody is said to write any more once the answer is there, even if it is there before the server says that it took the question', async (t) => {
  const v = await customer(t)
  await v.ask('Hallo')
  await v.page.context().route('**/web/v1/utterances', async (route) => {
    const response = await route.fetch()
    await v.answered(2)
    await route.fulfill({ response })
  })
  await v.say('karte')
  await v.page.waitForResponse('**/web/v1/utterances')
  await v.frame.locator('.log:not(:has(.waiting))').waitFor()
  assert.equal(await v.frame.locator('.dots').count(), 0)
})

test('too much at once is spread, and nothing is refused or lost', async (t) => {
  const v = await customer(t)
  const refused = []
  v.page.on('response', (r) => r.status() >= 400 && refused.push(r.status()))
  for (let i = 1; i <= 12; i++) await v.say(`Nummer ${i}`)
  await v.frame.locator('.by-customer[data-seq]', { hasText: 'Nummer 12' }).waitFor({ timeout: 20_000 })
  const said = (await v.lines()).filter((l) => l.startsWith('customer'))
  assert.deepEqual(said, Array.from({ length: 12 }, (_, i) => `customer: Nummer ${i + 1}`))
  assert.deepEqual([refused, v.faults], [[], []])
})

test('the menu saves what was said, starts over, and remembers sound and size', async (t) => {
  const v = await customer(t, '/', { timezoneId: 'Asia/Tokyo' })
  const menu = async (name) => {
    await button(v, 'Mehr').click()
    await v.frame.getByRole(/Ton|Sprache/.test(name) ? 'menuitemcheckbox' : /groß/i.test(name) ? 'menuitemradio' : 'menuitem', { name }).click()
  }
  await v.ask('Hallo')
  const [download] = await Promise.all([v.page.waitForEvent('download'), menu('Verlauf speichern')])
  assert.match(download.suggestedFilename(), /\.html$/)
  assert.match(await readFile(await download.path(), 'utf8'), /Asia\/Tokyo/, 'its times are hers')
  await menu('Einfache Sprache')
  await menu('Ton bei neuen Antworten')
  await menu('Sehr groß')
  await v.page.keyboard.press('Escape')
  await v.ask('Und nun?')
  assert.equal(last(v.posts('utterances')).plain, true)
  await v.page.reload()
  await v.answered(2)
  assert.equal(await v.frame.locator('html').evaluate((e) => e.style.fontSize), '140%')
  await button(v, 'Mehr').click()
  assert.equal(await v.frame.getByRole('menuitemcheckbox', { name: 'Ton' }).getAttribute('aria-checked'), 'true')
  await v.page.keyboard.press('Escape')

  await menu('Von vorn beginnen')
  await button(v, 'Neu beginnen').click()
  await button(v, 'Was bedeutet Fehler E7?').waitFor()
  assert.equal(await v.frame.locator('article.entry').count(), 0)
})

test('which page she is on is sent only while she allows it', async (t) => {
  const v = await customer(t, '/?utm=secret')
  await v.ask('Hallo')
  assert.equal(last(v.posts('utterances')).page, undefined)
  await button(v, 'Mehr').click()
  await v.frame.getByRole('menuitemcheckbox', { name: 'Mitsenden' }).click()
  await v.frame.getByText('Wird mitgesendet: Shop').waitFor()
  await v.ask('Wo bin ich?')
  assert.deepEqual(last(v.posts('utterances')).page, { url: `${here.server.origin}/`, title: 'Shop' })
  await button(v, 'Diese Seite nicht mehr mitsenden').click()
  await v.ask('Und jetzt?')
  assert.equal(last(v.posts('utterances')).page, undefined)
  assert.equal(await v.frame.locator('.page').count(), 0)
})

test('who is signed in goes on in her conversation in another browser, and out of it when she signs out', async (t) => {
  const one = await customer(t, '/?user=mia')
  await one.ask('Hallo von hier')
  const two = await customer(t, '/?user=mia')
  await two.frame.getByText('Hallo von hier').waitFor()
  await two.page.evaluate(() => window.lotse.identify(null))
  await two.frame.locator('article.entry').first().waitFor({ state: 'detached' })

  const proven = await two.page.evaluate(() => {
    const told = new Promise((done) => addEventListener('lotse:identified', (e) => done(e.detail.proven)))
    window.lotse.identify('eyJhbGciOiJub25lIn0.eyJzdWIiOiJtaWEifQ.')
    return told
  })
  assert.equal(proven, false)
  two.asked = 0
  await two.ask('Ich bin niemand')
  assert.equal((await two.lines()).includes('customer: Hallo von hier'), false, 'a forged token opens nothing')
})

test('when she goes on in another conversation of hers, the chat shows that one alone', async (t) => {
  const context = await here.browser.newContext({ locale: 'de-DE' })
  t.after(() => context.close())
  let line
  await context.routeWebSocket('**/web/v1/stream*', (socket) => {
    const upstream = socket.connectToServer()
    line = socket
    upstream.onMessage((m) => socket.send(m))
  })
  const v = await visit(context, here.server.origin)
  await v.open()
  await v.say('Hallo')
  await v.answered(1)
  for (const frame of [
    { kind: 'moved', conversation: 'elsewhere' },
    { kind: 'entry', entry: { seq: 1, at: '2026-03-02T09:00:00Z', author: 'customer', text: 'Vom Handy', via: 'telegram:abcdefgh' } },
    { kind: 'ready', seq: 1, conversation: 'elsewhere' },
  ])
    line.send(JSON.stringify(frame))
  await v.frame.getByText('über Telegram').waitFor()
  assert.deepEqual(await v.lines(), ['customer: Vom Handy'])
})

test('the page of its own has no way out, and takes a code without keeping it in the address', async (t) => {
  const context = await here.browser.newContext({ locale: 'de-DE' })
  t.after(() => context.close())
  const page = await context.newPage()
  const faults = []
  page.on('console', (m) => m.type() === 'error' && faults.push(m.text()))
  await page.goto(`${here.server.origin}/chat#link=ABCD-EFGH`)
  await page.getByText('Dein Gespräch geht hier weiter.').waitFor()
  assert.equal(page.url(), `${here.server.origin}/chat`)
  assert.equal(await page.getByRole('button', { name: 'Chat schließen' }).count(), 0)
  assert.deepEqual(faults, [])
})

test('a site dresses the chat: its colours, its corners, its side', async (t) => {
  const v = await customer(t, '/?site=themed')
  const style = await v.frame.locator('.panel').evaluate((p) => [getComputedStyle(p).backgroundColor, getComputedStyle(p).fontFamily.split(',')[0]])
  assert.deepEqual(style, ['rgb(255, 253, 248)', 'Georgia'])
  assert.ok((await v.page.locator('lotse-launcher').boundingBox()).x < 100)
})
