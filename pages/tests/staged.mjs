// A browser, the web channel on its stage, and customers who have the chat open: what tests of the widget's parts begin with.
import { after, before } from 'node:test'
import { launch } from './browser.mjs'
import { stage } from './stage.mjs'
import { visit } from './visitor.mjs'

/** Sets the stage for the tests of a file. Its browser and its server are there once the tests run. */
export function staged() {
  const here = { customer }

  before(async () => {
    ;[here.browser, here.server] = await Promise.all([launch(), stage()])
  })

  after(async () => {
    await here.browser?.close()
    await here.server?.stop()
  })

  /** A customer who has the chat open, and what she posts. */
  async function customer(t, path = '/', options = {}) {
    const context = await here.browser.newContext({ viewport: { width: 1200, height: 860 }, locale: 'de-DE', reducedMotion: 'reduce', ...options })
    t.after(() => context.close())
    const posted = []
    context.on('request', (r) => r.method() === 'POST' && posted.push([r.url().split('/v1/')[1], body(r)]))
    const v = await visit(context, here.server.origin + path)
    v.posts = (kind) => posted.filter(([path]) => path === kind).map(([, body]) => body)
    v.asked = 0
    v.ask = async (text) => {
      await v.say(text)
      await v.answered(++v.asked)
      await v.lines()
    }
    await v.open()
    return v
  }

  return here
}

/** What was posted, unless it is a file. */
function body(request) {
  if (request.headers()['content-type'] === 'application/json' && request.postDataBuffer()?.length < 20_000) return request.postDataJSON()
}
