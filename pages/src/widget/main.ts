import { directionOf } from './direction.ts'
import { dress, lookOfPage } from './look.ts'
import { followViewport } from './viewport.ts'
import { Widget } from './widget.ts'

const asked = new URLSearchParams(location.search)
const language = asked.get('language') || navigator.language
const look = lookOfPage()

document.documentElement.lang = /^(de|en)\b/i.test(language) ? language : 'en' // the language of the labels
document.documentElement.dir = asked.get('dir') === 'rtl' ? 'rtl' : directionOf(language)
if (look.name) document.title = look.name
look.accent ??= asked.get('accent') ?? undefined
dress(look)
followViewport()
document.body.append(new Widget({ site: look.site ?? asked.get('site') ?? '', language, origin: asked.get('origin') ?? '' }, look))
