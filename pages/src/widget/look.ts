/** How a site wants the widget to look; the server writes it into the page. See channels/web/site.go. */
export interface Look {
  name?: string
  accent?: string
  accentInk?: string
  accentDark?: string
  darkInk?: string
  greeting?: Record<string, string>
  starters?: Record<string, string[]>
}

export function lookOfPage(): Look {
  const text = document.querySelector<HTMLMetaElement>('meta[name=lotse]')?.content
  return text ? (JSON.parse(text) as Look) : {}
}

/** Dresses the page in the site's colours, and again whenever the scheme changes. */
export function dress(look: Look): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const accent = dark.matches ? look.accentDark : look.accent
    const ink = dark.matches ? look.darkInk : look.accentInk
    set('--accent', accent)
    set('--accent-2', accent && `color-mix(in srgb, ${accent} 85%, ${dark.matches ? 'white' : 'black'})`)
    set('--accent-soft', accent && `color-mix(in srgb, ${accent} 14%, var(--ground))`)
    set('--focus', accent)
    set('--accent-ink', ink ?? (accent && (dark.matches ? '#101a1f' : '#ffffff')))
  }
  dark.addEventListener('change', apply)
  apply()
}

function set(name: string, value: string | undefined): void {
  const style = document.documentElement.style
  if (value) style.setProperty(name, value)
  else style.removeProperty(name)
}
