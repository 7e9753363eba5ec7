// What the web channel and the widget say to each other. The Go side is channels/web (see its doc.go); the shapes of
// replies are those of package bot (entry.go, element.go, form.go).

export type Author = 'customer' | 'bot' | 'agent' | 'system'
export type Owner = 'bot' | 'queue' | 'agent'

export interface Citation {
  document: string
  title: string
  url: string
  quote: string
}

export interface Choice {
  label: string
  payload?: string
  /** A link to open instead; nothing is said then. */
  url?: string
  /** What only the device knows. */
  request?: 'location' | 'contact'
}

export interface Media {
  id?: string
  /** The server fills it for files that it keeps; it is good for an hour. */
  url?: string
  name?: string
  type?: string
  size?: number
  alt?: string
}

export interface Card {
  title: string
  text?: string
  url?: string
  image?: Media
  choices?: Choice[]
}

export interface Place {
  latitude: number
  longitude: number
  name?: string
  address?: string
}

export interface Contact {
  name?: string
  phone?: string
  email?: string
}

/** Asks for a day; what comes back is the payload with the day (2006-01-02) behind it. */
export interface DatePicker {
  payload: string
  min?: string
  max?: string
}

export interface Field {
  name: string
  label: string
  kind: 'text' | 'email' | 'number' | 'date' | 'choice' | 'yesno'
  hint?: string
  value?: string
  problem?: string
  choices?: Choice[]
  min?: string
  max?: string
  optional?: boolean
}

export interface Form {
  id: string
  title?: string
  submit: string
  fields: Field[]
}

/** What is shown beside the text, or was sent with it. Its kind says which field it has. */
export interface Element {
  kind: 'card' | 'list' | 'carousel' | 'image' | 'file' | 'form' | 'date' | 'location' | 'contact'
  cards?: Card[]
  media?: Media
  form?: Form
  date?: DatePicker
  place?: Place
  contact?: Contact
}

/** A line of the transcript. */
export interface Entry {
  seq: number
  at: string
  author: Author
  name?: string
  event?: string
  /** Of what the customer said in this browser: the id it was said under. */
  key?: string
  /** By which channel it came or went, where the conversation has had several. */
  via?: string
  text: string
  citations?: Citation[]
  choices?: Choice[]
  elements?: Element[]
  /** The customer may say whether it helped. */
  rated?: boolean
}

/** One thing a stream tells. */
export type Frame =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'owner'; owner: Owner; name?: string; promise?: string; epoch?: number }
  | { kind: 'manner'; language?: string; plain?: boolean }
  | { kind: 'ready'; seq?: number; conversation?: string }
  | { kind: 'moved'; conversation: string }
  | { kind: 'draft'; text: string; epoch?: number; seq?: number }
  | { kind: 'typing'; name?: string }

/** The website's page that the customer looks at. It is sent only if she agreed. */
export interface Page {
  url: string
  title: string
}

/** What the customer says, until the transcript has it. The id makes saying it twice impossible. */
export interface Utterance {
  id: string
  text: string
  payload?: string
  elements?: Element[]
  /** Set when she chose plain language, or no longer wants it. */
  plain?: boolean
  page?: Page
  /** The last entry there was when it was said. */
  after: number
  /** The server has it durably. */
  taken: boolean
  /** The server will never take it as it is. */
  failed?: boolean
}

/** Something the customer does that is no utterance. It waits and is repeated like one. */
export interface Deed {
  id: string
  kind: 'feedback' | 'link' | 'start'
  seq?: number
  helpful?: boolean
  text?: string
  code?: string
  locale?: string
}

export const personPayload = 'person:'
export const elsewherePayload = 'link:new'
export const unlinkPayload = 'link:undo'

/** What a filled form sends back; see bot.FilledForm. */
export function filledForm(id: string, values: Record<string, string>): string {
  return `form:${id}?${JSON.stringify(values)}`
}
