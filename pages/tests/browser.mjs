// Real Chromium for the journeys. A machine without it fails them: a journey that was not made proves nothing.
import { access } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const executablePath = process.env.LOTSE_CHROMIUM ?? '/usr/bin/chromium'

export async function launch() {
  await access(executablePath).catch(() => {
    throw new Error(`There is no Chromium at ${executablePath}: install it (Debian: apt-get install chromium) or name it in LOTSE_CHROMIUM.`)
  })
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
