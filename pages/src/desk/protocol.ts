// What the desk and its server say to each other. The Go side is handoff: desk_view.go, desk_act.go, and access: account.go.

export type Author = 'customer' | 'bot' | 'agent' | 'system'
export type Owner = 'bot' | 'queue' | 'agent'

export interface Account {
  id: string
  login: string
  name: string
  role: 'agent' | 'admin'
  teams?: string[]
  disabled?: boolean
}

export interface Citation {
  document: string
  title: string
  url: string
  quote: string
}

/** A line of the transcript. A note is for agents only. */
export interface Entry {
  seq: number
  at: string
  author: Author
  name?: string
  note?: boolean
  event?: string
  text: string
  citations?: Citation[]
  choices?: { label: string }[]
  elements?: Element[]
  key?: string // of a customer's entry; edits and deletions name it
  feedback?: { seq: number; helpful: boolean; text?: string }
}

export interface Media {
  id?: string
  url?: string
  remote?: string
  name?: string
  type?: string
  size?: number
  alt?: string
}

export interface Card {
  title: string
  text?: string
}

/** What goes with an entry's text. */
export interface Element {
  kind: 'card' | 'list' | 'carousel' | 'image' | 'file' | 'form' | 'date' | 'location' | 'contact'
  cards?: Card[]
  media?: Media
  form?: { title?: string; fields: { label: string }[] }
  place?: { latitude: number; longitude: number; name?: string; address?: string }
  contact?: { name?: string; phone?: string; email?: string }
}

/** A channel that the customer proved to be hers. */
export interface Link {
  id: string
  channel: string
  at: string
  ended?: string
}

/** How a reply stands on its way to the customer. */
export interface State {
  state: 'waiting' | 'sent' | 'read' | 'ambiguous' | 'failed' | 'withdrawn'
  channel?: string
  problem?: string
}

export interface Evidence {
  kind: string
  name: string
  score?: number
  detail?: string
}

export interface Bid {
  skill: string
  confidence: number
  label?: string
  evidence?: Evidence[]
  declined?: boolean
  failed?: string
}

/** Why the bot did what it did. */
export interface Decision {
  kind: string
  skill?: string
  confidence: number
  reason?: string
  bids?: Bid[]
  not_asked?: string[]
}

export interface Briefing {
  wants: string
  flow?: string
  state?: string
  slots?: Record<string, string>
  tried?: string[]
  sources?: Evidence[]
  gave_up?: string
  language?: string
}

/** A conversation in a list. */
export interface Row {
  id: string
  owner: Owner
  agent?: string
  name?: string
  channel: string
  customer?: string
  language?: string
  team?: string
  wants?: string
  reason?: { code: string; text?: string }
  asked?: string
  promise?: { by: string; channel: string }
  seq: number
  opened: string
  updated: string
  outcome?: string
}

export interface Lists {
  now: string
  available: boolean
  queue: Row[]
  mine: Row[]
  others: Row[]
  recent: Row[]
}

export interface Detail extends Row {
  briefing?: Briefing
  slots?: Record<string, string>
  titles?: Record<string, string>
  flow?: string
  state?: string
  entries: Entry[]
  why: Record<number, Decision>
  states?: Record<number, State>
  routes?: { channel: string; heard: string; closed?: boolean }[]
  links?: Link[]
}

/** Says that something is worth a look. */
export interface Signal {
  kind: 'queue' | 'transcript' | 'typing'
  conversation?: string
  text?: string
}

/** What an agent can do to a conversation. */
export type Deed = 'take' | 'reply' | 'note' | 'back' | 'close'
