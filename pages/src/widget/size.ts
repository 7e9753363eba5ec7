/** A file's size as people read it: 1.2 MB, in the number form of the language. */
export function saySize(bytes: number, language: string): string {
  const [n, unit] = bytes < 1000 ? [bytes, 'B'] : bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB']
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: n < 10 ? 1 : 0 }).format(n)} ${unit}`
}
