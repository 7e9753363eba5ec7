// Just enough of colours to keep a website's own accent readable. Luminance and contrast as WCAG 2.2 defines them.

type RGB = [number, number, number]

/** Takes #rgb or #rrggbb apart; nothing if it is neither. */
function parse(hex: string): RGB | undefined {
  const long = /^#[0-9a-f]{3}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
  if (!/^#[0-9a-f]{6}$/i.test(long)) return undefined
  return [1, 3, 5].map((i) => parseInt(long.slice(i, i + 2), 16)) as RGB
}

const luminance = (c: RGB): number => {
  const [r, g, b] = c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as RGB
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const ratio = (a: RGB, b: RGB): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const mix = (a: RGB, b: RGB, share: number): RGB => a.map((v, i) => Math.round(v + (b[i]! - v) * share)) as RGB

const hex = (c: RGB): string => '#' + c.map((v) => v.toString(16).padStart(2, '0')).join('')

const white: RGB = [255, 255, 255]
const ink: RGB = [16, 26, 31]

/**
 * Gives the colour itself where it can be read on the ground, else the nearest lighter or darker one that can (4.5:1), and
 * the ink that is read best on it. Nothing if it is no colour.
 */
export function legible(colour: string, ground: string): { colour: string; ink: string } | undefined {
  const [c, g] = [parse(colour), parse(ground)]
  if (!c || !g) return undefined
  const away = luminance(g) > 0.5 ? ink : white
  let out = c
  for (let share = 0; ratio(out, g) < 4.5 && share < 1; share += 0.05) out = mix(c, away, share)
  return { colour: hex(out), ink: ratio(out, white) >= ratio(out, ink) ? '#ffffff' : hex(ink) }
}
