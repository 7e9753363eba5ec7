// The HTML report of lotse eval: axe finds nothing in it, it asks for nothing from anywhere, and nothing is cut off on a phone.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { launch } from './browser.mjs'
import { program } from './demo.mjs'

const root = resolve(import.meta.dirname, '../..')
let browser, folder, report

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotse-report-'))
  report = join(folder, 'report.html')
  await promisify(execFile)(await program(), ['eval', 'examples/table', 'examples/kaffee/suites/intents', '--html', report], { cwd: root })
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in a report, ${colorScheme}`, async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 800 } })
    const page = await context.newPage()
    const asked = []
    page.on('request', (r) => asked.push(r.url()))
    await page.goto(pathToFileURL(report).href)
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)))
    const { violations } = await new AxeBuilder({ page }).options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).analyze()
    assert.deepEqual(violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(', ')}`), [])
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, 'something is wider than a phone')
    assert.equal(asked.length, 1, `it asked for ${asked}`)
    assert.match(await page.getByRole('heading', { level: 3 }).allTextContents().then((all) => all.join()), /kaffee_intents/)
    await context.close()
  })
}
