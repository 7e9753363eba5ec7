import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from './upload.ts'

const bounds = { size: 1000, types: 'image/*,application/pdf,.docx', count: 5 }

test('what the server would refuse is refused before it is sent', () => {
  const refusals = [
    { name: 'a.png', size: 10, type: 'image/png' },
    { name: 'a.pdf', size: 10, type: 'application/pdf' },
    { name: 'Brief.DOCX', size: 10, type: '' },
    { name: 'a.png', size: 1001, type: 'image/png' },
    { name: 'a.exe', size: 10, type: 'application/x-msdownload' },
    { name: 'a', size: 10, type: '' },
  ].map((f) => refuse(f, bounds))
  assert.deepEqual(refusals, [undefined, undefined, undefined, 'size', 'kind', 'kind'])
})
