import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, safe } from './markdown.ts'

test('a reply with steps and citations', () => {
  assert.deepEqual(parse('Alle **zwei Monate** [1].\nSo geht es:\n\n1. Tank *leeren*.\n\n2. Menü `Pflege` starten [2].'), [
    {
      kind: 'paragraph',
      inlines: [
        { kind: 'text', text: 'Alle ' },
        { kind: 'strong', text: 'zwei Monate' },
        { kind: 'text', text: ' ' },
        { kind: 'cite', number: 1 },
        { kind: 'text', text: '.' },
        { kind: 'break' },
        { kind: 'text', text: 'So geht es:' },
      ],
    },
    {
      kind: 'list',
      start: 1,
      items: [
        [{ kind: 'text', text: 'Tank ' }, { kind: 'emphasis', text: 'leeren' }, { kind: 'text', text: '.' }],
        [
          { kind: 'text', text: 'Menü ' },
          { kind: 'code', text: 'Pflege' },
          { kind: 'text', text: ' starten ' },
          { kind: 'cite', number: 2 },
          { kind: 'text', text: '.' },
        ],
      ],
    },
  ])
})

test('links lead where they say, and bare addresses end where the sentence does', () => {
  assert.deepEqual(parse('Siehe [Garantie](/help/garantie) oder https://shop.example/a?b=1.'), [
    {
      kind: 'paragraph',
      inlines: [
        { kind: 'text', text: 'Siehe ' },
        { kind: 'link', text: 'Garantie', url: '/help/garantie' },
        { kind: 'text', text: ' oder ' },
        { kind: 'link', text: 'https://shop.example/a?b=1', url: 'https://shop.example/a?b=1' },
        { kind: 'text', text: '.' },
      ],
    },
  ])
})

test('what could run code stays text', () => {
  for (const text of ['[Klick](javascript:alert(1)', '<img src=x onerror=alert(1)>', '[x](data:text/html,1)', '[x](//evil.example)']) {
    for (const block of parse(text)) {
      assert.equal(block.kind, 'paragraph')
      if (block.kind === 'paragraph') for (const i of block.inlines) assert.equal(i.kind, 'text', text)
    }
  }
  for (const url of ['javascript:alert(1)', ' javascript:x', 'data:text/html,x', '//evil.example', '/\\evil.example', 'vbscript:x']) {
    assert.equal(safe(url), undefined, url)
  }
  assert.equal(safe('mailto:hilfe@shop.example'), 'mailto:hilfe@shop.example')
})

test('arithmetic and file names are no emphasis', () => {
  assert.deepEqual(parse('2*3*4 und a_b_c'), [{ kind: 'paragraph', inlines: [{ kind: 'text', text: '2*3*4 und a_b_c' }] }])
})

test('two kinds of lists are two lists', () => {
  const kinds = parse('- a\n- b\n1. c\n2. d').map((b) => (b.kind === 'list' ? [b.start, b.items.length] : b.kind))
  assert.deepEqual(kinds, [
    [undefined, 2],
    [1, 2],
  ])
})

test('a megabyte of stars is taken apart in a moment', () => {
  const begun = performance.now()
  parse('*'.repeat(1 << 20))
  parse('['.repeat(1 << 16))
  parse('_a '.repeat(1 << 16))
  assert.ok(performance.now() - begun < 2000)
})
