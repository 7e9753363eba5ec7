import { legible } from '../shared/colour.ts'

/** How a site wants the widget to look; the server writes it into the page. See channels/web/site.go. */
export interface Look {
  name?: string
  accent?: string
  greeting?: Record<string, string>
  starters?: Record<string, string[]>
}

export function lookOfPage(): Look {
  const text = document.querySelector<HTMLMetaElement>('meta[name=lotse]')?.content
  return text ? (JSON.parse(text) as Look) : {}
}

/** Dresses the page in the site's colour, and again whenever the scheme changes. */
export function dress(accent: string | undefined): void {
  if (!accent) return
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const style = document.documentElement.style
  const apply = () => {
    const c = legible(accent, dark.matches ? '#172329' : '#f4f6f7') // the grounds that replies stand on
    if (!c) return
    style.setProperty('--accent', c.colour)
    style.setProperty('--accent-2', `color-mix(in srgb, ${c.colour} 85%, ${dark.matches ? 'white' : 'black'})`)
    style.setProperty('--accent-soft', `color-mix(in srgb, ${c.colour} 12%, var(--ground))`)
    style.setProperty('--accent-ink', c.ink)
    style.setProperty('--focus', c.colour)
  }
  dark.addEventListener('change', apply)
  apply()
}
