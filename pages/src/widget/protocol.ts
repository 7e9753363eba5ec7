// What the web channel and the widget say to each other. The Go side is channels/web: frame.go, utterances.go.

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
}

/** A line of the transcript. */
export interface Entry {
  seq: number
  at: string
  author: Author
  name?: string
  text: string
  citations?: Citation[]
  choices?: Choice[]
}

/** One thing a stream tells. */
export type Frame =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'owner'; owner: Owner; name?: string; promise?: string; epoch?: number }
  | { kind: 'ready'; seq?: number }
  | { kind: 'draft'; text: string; epoch?: number }
  | { kind: 'typing'; name?: string }

/** What the customer says, until the transcript has it. The id makes saying it twice impossible. */
export interface Utterance {
  id: string
  text: string
  payload?: string
  language?: string
  /** The last entry there was when it was said: its own entry comes after it. */
  after: number
  /** The server has it durably. */
  taken: boolean
}

export const personPayload = 'person:'
