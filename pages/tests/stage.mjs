// The web channel with a scripted bot behind it: every element on demand, without a whole program. It is the real server.
import { execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')

/** Builds and starts it, and gives its address and stop. */
export async function stage() {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-stage-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'stage')
  await promisify(execFile)('go', ['build', '-o', path, './channels/web/internal/stage/serve'], { cwd: root })
  const child = spawn(path, [], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.on('exit', done))
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = () => (child.kill(), ended)
    return { origin: new URL(JSON.parse(line).shop).origin, stop }
  }
  throw new Error('the stage ended before it was ready')
}
