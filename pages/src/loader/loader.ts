// The one script a website embeds:
//
//   <script async src="https://bot.example/w.js" data-language="de"></script>
//
// It puts a button into the corner and, when that is wanted, a frame with the widget over it. Everything the customer says
// stays in the frame: the website sees none of it. Attributes: data-site, data-language, data-accent.

import { legible } from '../shared/colour.ts'
import { styles } from './styles.ts'

interface Told {
  lotse: 'ready' | 'close' | 'unread' | 'used'
  count?: number
  accent?: string
}

const script = document.currentScript as HTMLScriptElement
const { site = '', language = document.documentElement.lang || navigator.language, accent = '' } = script.dataset
const server = new URL(script.src).origin
const german = language.toLowerCase().startsWith('de')
const words = german
  ? { open: 'Chat öffnen', close: 'Chat schließen', title: 'Chat', unread: 'ungelesen' }
  : { open: 'Open chat', close: 'Close chat', title: 'Chat', unread: 'unread' }

const host = document.createElement('lotse-launcher')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(styles)
root.adoptedStyleSheets = [sheet]

const button = document.createElement('button')
button.type = 'button'
button.setAttribute('aria-expanded', 'false')
const badge = document.createElement('span')
badge.className = 'badge'
badge.hidden = true
button.append(icon('bubble', 'M12 3.8c-5 0-8.700 3.300-8.700 7.500 0 2.300 1.100 4.300 2.900 5.700-.1 1.200-.6 2.300-1.400 3.200 1.800-.1 3.400-.7 4.700-1.600.8.2 1.600.3 2.500.3 5 0 8.700-3.300 8.700-7.600S17 3.800 12 3.800z'), icon('down', 'M5.500 9l6.500 6.500L18.500 9'), badge)
root.append(button)

let frame: HTMLIFrameElement | undefined
let open = false
let asked = false // by the customer, not by a page that had it open
let unread = 0

/** Draws an icon without HTML: the website's policy may forbid it. */
function icon(name: string, path: string): SVGElement {
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', name)
  svg.setAttribute('aria-hidden', 'true')
  const p = document.createElementNS(ns, 'path')
  p.setAttribute('d', path)
  svg.append(p)
  return svg
}

function load(): HTMLIFrameElement {
  if (frame) return frame
  frame = document.createElement('iframe')
  frame.title = words.title
  frame.inert = true
  frame.src = `${server}/web/?${new URLSearchParams({ site, language, accent, origin: location.origin })}`
  root.prepend(frame)
  return frame
}

function turn(to: boolean, byCustomer = true): void {
  const f = load()
  open = to
  asked = byCustomer
  host.toggleAttribute('open', open)
  f.inert = !open
  label()
  order()
  if (asked) (open ? f : button).focus()
  keep('open', open)
}

function order(): void {
  frame?.contentWindow?.postMessage({ lotse: open ? (asked ? 'open' : 'show') : 'close' }, server)
}

function label(): void {
  badge.hidden = open || unread === 0
  badge.textContent = unread > 9 ? '9+' : String(unread)
  button.setAttribute('aria-expanded', String(open))
  button.setAttribute('aria-label', open ? words.close : unread ? `${words.open}, ${unread} ${words.unread}` : words.open)
}

function dress(colour = ''): void {
  const c = legible(colour, '#ffffff')
  if (!c) return
  host.style.setProperty('--accent', c.colour)
  host.style.setProperty('--ink', c.ink)
}

/** Remembers for the next page of this visit that there is something to show. */
function keep(name: string, value: boolean): void {
  try {
    sessionStorage.setItem(`lotse:${name}`, value ? '1' : '')
  } catch {
    // a website without storage forgets, nothing more
  }
}

function kept(name: string): boolean {
  try {
    return sessionStorage.getItem(`lotse:${name}`) === '1'
  } catch {
    return false
  }
}

addEventListener('message', (e: MessageEvent<Told>) => {
  if (!frame || e.source !== frame.contentWindow || e.origin !== server) return
  const told = e.data
  if (told.lotse === 'ready') {
    dress(told.accent)
    order()
  } else if (told.lotse === 'close') turn(false)
  else if (told.lotse === 'used') keep('used', true)
  else if (told.lotse === 'unread') {
    unread = told.count ?? 0
    label()
  }
})

button.addEventListener('click', () => turn(!open))
button.addEventListener('pointerenter', load, { once: true }) // a head start
host.addEventListener('keydown', (e) => {
  if (e.key === 'Escape' && open) turn(false)
})

dress(accent)
label()
const put = () => {
  document.body.append(host)
  if (kept('open') && innerWidth > 480) turn(true, false)
  else if (kept('used') || kept('open')) load()
}
if (document.body) put()
else addEventListener('DOMContentLoaded', put)
