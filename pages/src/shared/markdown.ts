// The light markdown that replies use, taken apart into a tree. It never makes HTML: whoever shows the tree decides what a
// part looks like, and text stays text.

export type Inline =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'cite'; number: number }
  | { kind: 'break' }

export type Block =
  | { kind: 'paragraph' | 'heading'; inlines: Inline[] }
  | { kind: 'list'; start: number | undefined; items: Inline[][] } // start: of a numbered list

const bullet = /^\s*[-*•]\s+(.*)$/
const numbered = /^\s*(\d{1,3})[.)]\s+(.*)$/
const heading = /^#{1,4}\s+(.*)$/

/** Takes a reply apart. */
export function parse(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  const push = (b: Block) => {
    blocks.push(b)
    open = b
  }
  for (const line of text.split('\n')) {
    let m: RegExpMatchArray | null
    if (line.trim() === '') {
      if (open?.kind !== 'list') open = undefined
    } else if ((m = line.match(bullet))) {
      if (open?.kind !== 'list' || open.start !== undefined) push({ kind: 'list', start: undefined, items: [] })
      if (open?.kind === 'list') open.items.push(inlines(m[1]!))
    } else if ((m = line.match(numbered))) {
      if (open?.kind !== 'list' || open.start === undefined) push({ kind: 'list', start: Number(m[1]), items: [] })
      if (open?.kind === 'list') open.items.push(inlines(m[2]!))
    } else if ((m = line.match(heading))) {
      push({ kind: 'heading', inlines: inlines(m[1]!) })
    } else if (open?.kind === 'paragraph') {
      open.inlines.push({ kind: 'break' }, ...inlines(line))
    } else {
      push({ kind: 'paragraph', inlines: inlines(line) })
    }
  }
  return blocks
}

// Every repetition is bounded: from each bracket that never closes only so far is looked ahead.
const inline = new RegExp(
  [
    /\*\*(?<strong>[^*\n]{1,500})\*\*/,
    /(?<![\w*])[*_](?<emphasis>[^*_\s](?:[^*_\n]{0,500}[^*_\s])?)[*_](?![\w*])/,
    /`(?<code>[^`\n]{1,200})`/,
    /\[(?<label>[^\]\n]{1,200})\]\((?<url>[^\s)]{1,2000})\)/,
    /\[(?<cite>\d{1,2})\]/,
    /(?<bare>https?:\/\/[^\s<>"]{0,2000}[^\s<>".,;:!?)\]])/,
  ]
    .map((r) => r.source)
    .join('|'),
  'g',
)

function inlines(line: string): Inline[] {
  const out: Inline[] = []
  let at = 0
  for (const m of line.matchAll(inline)) {
    if (m.index > at) out.push({ kind: 'text', text: line.slice(at, m.index) })
    out.push(...part(m))
    at = m.index + m[0].length
  }
  if (at < line.length) out.push({ kind: 'text', text: line.slice(at) })
  return out
}

function part(m: RegExpMatchArray): Inline[] {
  const g = m.groups!
  if (g.strong) return [{ kind: 'strong', text: g.strong }]
  if (g.emphasis) return [{ kind: 'emphasis', text: g.emphasis }]
  if (g.code) return [{ kind: 'code', text: g.code }]
  if (g.cite) return [{ kind: 'cite', number: Number(g.cite) }]
  const url = safe(g.url ?? g.bare ?? '')
  if (url === undefined) return [{ kind: 'text', text: m[0] }]
  return [{ kind: 'link', text: g.label ?? g.bare!, url }]
}

/** Gives an address that is safe to follow, or nothing: no scripts, no data, no addresses of unknown schemes. */
export function safe(url: string): string | undefined {
  if (/^(https?:\/\/|mailto:|tel:)/i.test(url)) return url
  if (/^\/(?![/\\])/.test(url)) return url
  return undefined
}
