// The program under test. Its demo is built once and started on a free port with a data folder of its own; LOTSE_URL names a
// shop page that runs already instead.
import { execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')
let built

/** The program's path; it is built once a run. */
export function program() {
  return (built ??= build())
}

async function build() {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-program-'))
  const path = join(folder, 'lotse')
  await promisify(execFile)('go', ['build', '-o', path, './cmd/lotse'], { cwd: root })
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return path
}

/** Starts a demo and gives its addresses: { shop, desk, setup, ... }, and stop and kill. */
export async function demo({ data, listen = '127.0.0.1:0' } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'lotse-demo-')))
  const child = spawn(await program(), ['demo', '--data', folder, '--listen', listen, '--json'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stderr.on('data', (d) => said.push(d))
  const ended = new Promise((done) => child.on('exit', done))
  const addresses = await Promise.race([
    firstLine(child.stdout),
    ended.then((code) => {
      throw new Error(`lotse demo ended with ${code} before it was ready:\n${Buffer.concat(said)}`)
    }),
  ])
  const end = (signal) => {
    child.kill(signal)
    return ended
  }
  return {
    ...JSON.parse(addresses),
    data: folder,
    log: () => Buffer.concat(said).toString(),
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      if (!data) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line
  throw new Error('lotse demo printed nothing')
}

/** The shop page to visit: the one that LOTSE_URL names, or a fresh demo's. */
export async function shop() {
  if (process.env.LOTSE_URL) return { shop: process.env.LOTSE_URL, stop: async () => {} }
  return demo()
}
