import { dress, lookOfPage } from './look.ts'
import { Widget } from './widget.ts'

const asked = new URLSearchParams(location.search)
const language = asked.get('language') || navigator.language
const look = lookOfPage()

document.documentElement.lang = language
if (look.name) document.title = look.name
look.accent ??= asked.get('accent') ?? undefined
dress(look.accent)
document.body.append(new Widget({ site: asked.get('site') ?? '', language, origin: asked.get('origin') ?? '' }, look))
