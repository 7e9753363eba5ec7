// The one script a website embeds:
//
//   <script async src="https://bot.example/w.js" data-language="de"></script>
//
// It puts a button into the corner and, when that is wanted, a frame with the widget over it. Everything the customer says
// stays in the frame: the website sees none of it. Attributes: data-site, data-language, data-dir, data-accent, data-side,
// data-identity. window.lotse opens and closes the chat and tells it who is signed in.

import { badged } from '../shared/badge.ts'
import { legible } from '../shared/colour.ts'
import { styles } from './styles.ts'

type Identity = string | { user: string; hmac: string }

interface Told {
  lotse: 'ready' | 'close' | 'unread' | 'used' | 'identified' | 'page'
  count?: number
  accent?: string
  radius?: string
  side?: string
  proven?: boolean
}

const script = document.currentScript as HTMLScriptElement
const { site = '', language = document.documentElement.lang || navigator.language, dir = '', accent = '', side } = script.dataset
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
button.append(icon('bubble', 'M12 3.8c-5 0-8.7 3.3-8.7 7.5 0 2.3 1.1 4.3 2.9 5.7-.1 1.2-.6 2.3-1.4 3.2 1.8-.1 3.4-.7 4.7-1.6.8.2 1.6.3 2.5.3 5 0 8.7-3.3 8.7-7.6S17 3.8 12 3.8z'), icon('down', 'M5.5 9l6.5 6.5L18.5 9'), badge)
root.append(button)

let frame: HTMLIFrameElement | undefined
let open = false
let asked = false // by the customer, not by a page that had it open
let unread = 0
let ready = false // the frame listens
let identity: Identity | null | undefined = script.dataset.identity

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
  frame.allow = 'geolocation' // the browser asks the customer before anybody is told
  frame.src = `${server}/web/?${new URLSearchParams({ site, language, dir, accent, origin: location.origin })}`
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
  fit()
  order()
  if (asked) (open ? f : button).focus()
  keep('open', open)
}

function order(): void {
  tell({ lotse: open ? (asked ? 'open' : 'show') : 'close' })
}

function tell(what: object): void {
  if (ready) frame?.contentWindow?.postMessage(what, server)
}

/** Tells the frame who is signed in; nobody is, if it is null. What was never told stays as it was. */
function identify(): void {
  if (identity !== undefined) tell({ lotse: 'identify', identity })
}

function label(): void {
  badge.hidden = open || unread === 0
  badge.textContent = unread > 9 ? '9+' : String(unread)
  document.title = badged(document.title, unread)
  button.setAttribute('aria-expanded', String(open))
  button.setAttribute('aria-label', open ? words.close : unread ? `${words.open}, ${unread} ${words.unread}` : words.open)
}

function dress({ accent = '', radius, side }: { accent?: string; radius?: string; side?: string }): void {
  const c = legible(accent, '#ffffff')
  if (c) {
    host.style.setProperty('--accent', c.colour)
    host.style.setProperty('--ink', c.ink)
  }
  if (radius) host.style.setProperty('--radius', `calc(${radius} * 1.4)`)
  host.toggleAttribute('left', (side ?? (document.documentElement.dir === 'rtl' ? 'left' : 'right')) === 'left')
}

/** On phones the chat is as high as what can be seen: a keyboard covers what lies below. */
function fit(): void {
  const seen = visualViewport
  if (!seen || !frame || seen.scale !== 1) return
  const phone = open && innerWidth <= 480
  frame.style.height = phone ? `${seen.height}px` : ''
  frame.style.top = phone ? `${seen.offsetTop}px` : ''
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
    ready = true
    dress({ ...told, side: side ?? told.side })
    identify()
    order()
  } else if (told.lotse === 'close') turn(false)
  else if (told.lotse === 'used') keep('used', true)
  else if (told.lotse === 'unread') {
    unread = told.count ?? 0
    label()
  } else if (told.lotse === 'page') tell({ lotse: 'page', url: location.href, title: badged(document.title, 0) })
  else if (told.lotse === 'identified') dispatchEvent(new CustomEvent('lotse:identified', { detail: { proven: told.proven } }))
})
visualViewport?.addEventListener('resize', fit)
visualViewport?.addEventListener('scroll', fit)

button.addEventListener('click', () => turn(!open))
button.addEventListener('pointerenter', load, { once: true }) // a head start
host.addEventListener('keydown', (e) => {
  if (e.key === 'Escape' && open) turn(false)
})

Object.assign(window, {
  lotse: {
    open: () => turn(true),
    close: () => turn(false),
    /** Who is signed in: the token that the shop's server signed; null when nobody is any more. */
    identify(proof: Identity | null) {
      identity = proof
      identify()
    },
  },
})

dress({ accent, side })
label()
const put = () => {
  document.body.append(host)
  if (kept('open') && innerWidth > 480) turn(true, false)
  else if (kept('used') || kept('open')) load()
}
if (document.body) put()
else addEventListener('DOMContentLoaded', put)
