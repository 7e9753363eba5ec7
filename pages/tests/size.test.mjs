import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const gzipped = async (name) => gzipSync(await readFile(new URL(`../dist/${name}`, import.meta.url)), { level: 9 }).length

test('the loader is small, for every visitor of a website loads it', async () => {
  assert.ok((await gzipped('w.js')) <= 4096)
})

test('the whole widget is below 40 kB', async () => {
  const sizes = await Promise.all(['w.js', 'web/index.html', 'web/widget.js', 'web/widget.css'].map(gzipped))
  const sum = sizes.reduce((a, b) => a + b)
  assert.ok(sum <= 40_000, `${sum} bytes`)
})
