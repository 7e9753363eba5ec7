import { legible } from '../shared/colour.ts'

/** How a site wants the widget to look; the server writes it into the page. See channels/web/site.go, theme.go. */
export interface Look {
  name?: string
  accent?: string
  greeting?: Record<string, string>
  starters?: Record<string, string[]>
  person?: Record<string, string>
  sound?: boolean
  plain?: boolean
  theme?: Theme
  /** The site's name, where the address does not say it. */
  site?: string
  /** What files are taken, as an input's accept; nothing if none are. */
  types?: string
  /** Bytes of the largest file. */
  upload?: number
}

/** A site's design. What it does not name stays as it is. */
export interface Theme {
  light?: Record<string, string>
  dark?: Record<string, string>
  scheme?: 'light' | 'dark'
  radius?: string
  font?: string[]
  side?: 'left' | 'right'
}

export function lookOfPage(): Look {
  const text = document.querySelector<HTMLMetaElement>('meta[name=lotse]')?.content
  return text ? (JSON.parse(text) as Look) : {}
}

/** Dresses the page in the site's design, and again whenever the device's scheme changes. */
export function dress(look: Look): void {
  const theme = look.theme ?? {}
  const root = document.documentElement
  if (theme.scheme) root.dataset.scheme = theme.scheme
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const names = new Set<string>()
  const set = (name: string, value: string) => {
    names.add(name)
    root.style.setProperty(`--${name}`, value)
  }
  const apply = () => {
    const night = theme.scheme ? theme.scheme === 'dark' : dark.matches
    for (const name of names) root.style.removeProperty(`--${name}`) // the other scheme may not name them all
    for (const [name, value] of Object.entries((night ? theme.dark : theme.light) ?? {})) set(name, value)
    const given = (night ? theme.dark : theme.light)?.accent ?? look.accent
    if (given) accent(given, night, set)
    if (theme.radius) round(theme.radius, set)
    if (theme.font?.length) set('font', `${theme.font.map((f) => `"${f}"`).join(', ')}, ui-sans-serif, system-ui, sans-serif`)
  }
  if (!theme.scheme) dark.addEventListener('change', apply)
  apply()
}

function accent(colour: string, night: boolean, set: (name: string, value: string) => void): void {
  const c = legible(colour, night ? '#172329' : '#f4f6f7') // the grounds that replies stand on
  if (!c) return
  set('accent', c.colour)
  set('accent-2', `color-mix(in srgb, ${c.colour} 85%, ${night ? 'white' : 'black'})`)
  set('accent-soft', `color-mix(in srgb, ${c.colour} 12%, var(--ground))`)
  set('accent-ink', c.ink)
  set('focus', c.colour)
}

/** One length rounds everything, small things less and large ones more. */
function round(radius: string, set: (name: string, value: string) => void): void {
  set('radius-s', `calc(${radius} * 0.5)`)
  set('radius-m', radius)
  set('radius-l', `calc(${radius} * 1.4)`)
  if (/^0\D*$/.test(radius)) set('radius-full', '0')
}
