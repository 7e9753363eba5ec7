import type { Pass } from './keep.ts'
import { transcript } from './server.ts'

/** Gives the customer what was said as a file of hers; false if it could not be had. */
export async function saveTranscript(pass: Pass, name: string): Promise<boolean> {
  const page = await transcript(pass).catch(() => undefined)
  if (!page) return false
  const url = URL.createObjectURL(page)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.html`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // the browser may still be writing it
  return true
}
