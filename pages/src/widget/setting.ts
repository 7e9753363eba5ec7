import type { Marks } from './keep.ts'
import type { Choice, Element, Media } from './protocol.ts'
import type { Words } from './words.ts'

/** What an entry needs to know of its surroundings. */
export interface Setting {
  words: Words
  language: string
  name: string
  /** It goes on where the one before it stopped: no name again. */
  continues: boolean
  /** Nothing newer was said: what it asks for can be answered. */
  last: boolean
  marks: Marks
  acts: Acts
}

/** What the customer can do with what is shown. */
export interface Acts {
  pick(choice: Choice): void
  say(text: string, payload?: string, elements?: Element[]): void
  enlarge(media: Media): void
  rate(seq: number, helpful: boolean, text: string): void
  /** Remembers what was typed into the form of an entry, and that it was sent. */
  type(seq: number, values: Record<string, string>): void
  sent(seq: number): void
}
