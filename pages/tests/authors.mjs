// An author breaks a flow of the example bot, in a copy, and asks the program what it thinks of that.
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { program } from './demo.mjs'

const root = resolve(import.meta.dirname, '../..')

/** What check and eval say, as it stands in a terminal. */
export async function authors() {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-author-'))
  await cp(join(root, 'examples/kaffee'), join(folder, 'kaffee'), { recursive: true })
  const path = await program()
  const run = (...args) => {
    const { stdout, stderr, status } = spawnSync(path, args, { cwd: folder, encoding: 'utf8' })
    return `$ lotse ${args.join(' ')}\n${(stderr + stdout).replaceAll(`${folder}/`, '').trimEnd()}\n(exit ${status})`
  }
  const flow = join(folder, 'kaffee/flows/register_machine.yaml')
  const good = await readFile(flow, 'utf8')
  try {
    await writeFile(flow, good.replace('failed: no_serial', 'failed: no_seriel').replace('tries: 3', 'trys: 3'))
    const fault = run('check', 'kaffee')
    // Without fault, and wrong all the same: the year that registering adds is not counted.
    await writeFile(flow, good.replace(/machine\.months \+\s+machine\.extra/g, 'machine.months'))
    return [fault, run('check', 'kaffee'), run('eval', 'kaffee')].join('\n\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
