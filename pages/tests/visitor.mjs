// A customer on a shop page.

/** Opens the shop in a new tab of the context and gives the tab and what is in it. */
export async function visit(context, url) {
  const page = await context.newPage()
  const faults = []
  page.on('console', (m) => m.type() === 'error' && !/favicon/.test(m.location().url) && faults.push(m.text()))
  page.on('pageerror', (e) => faults.push(e.message))
  await page.goto(url)
  const launcher = page.locator('lotse-launcher button')
  await launcher.waitFor()
  const frame = page.frameLocator('lotse-launcher iframe')
  return {
    page,
    launcher,
    frame,
    faults,
    field: frame.locator('.composer textarea'),
    log: frame.getByRole('log'),
    async open() {
      await launcher.click()
      await frame.locator('.composer textarea').waitFor()
    },
    async say(text) {
      await frame.locator('.composer textarea').fill(text)
      await frame.locator('.composer textarea').press('Enter')
    },
    /** Everything that was said so far, a line each, once nothing is on its way any more. */
    async lines() {
      await frame.locator('.log:not(:has(.waiting)):not(:has(.dots)):not(:has(.draft))').waitFor()
      return frame.locator('article.entry').evaluateAll((all) =>
        all.map((e) => `${e.className.match(/by-(\w+)/)[1]}: ${(e.querySelector('.bubble')?.textContent ?? '').replace(/\s+/g, ' ').trim()}`),
      )
    },
    /** Waits until the bot has answered so many utterances. */
    async answered(n) {
      await frame.locator('.log').evaluate((log, n) => {
        const done = () => {
          let answers = 0
          let asked = false
          for (const e of log.querySelectorAll('article.entry')) {
            if (e.classList.contains('by-customer')) asked = true
            else if (asked) {
              answers++
              asked = false
            }
          }
          return answers >= n
        }
        return new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error(`${n} answers did not come: ${log.innerText}`)), 20_000)
          const watch = new MutationObserver(() => done() && (watch.disconnect(), resolve()))
          watch.observe(log, { childList: true, subtree: true, characterData: true })
          if (done()) resolve()
        })
      }, n)
    },
  }
}
