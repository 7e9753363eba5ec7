import { de } from './words.de.ts'
import { en } from './words.en.ts'

/** The widget's own labels. What the bot says comes from the bot. */
export interface Words {
  name: string
  dialog: (name: string) => string
  bot: string
  agent: (name: string) => string
  someAgent: string
  queue: string
  queueUntil: (when: string) => string
  person: string
  personAsked: string
  close: string
  log: string
  placeholder: string
  send: string
  greeting: string
  writing: string
  writes: (name: string) => string
  you: string
  said: (name: string) => string
  sources: string
  source: string
  choices: string
  newer: string
  newWindow: string
  through: (channel: string) => string

  // what is on its way
  sending: string
  waiting: string
  busy: string
  failed: string
  again: string
  discard: string
  lost: string

  // the menu
  menu: string
  elsewhere: string
  unlink: string
  save: string
  notSaved: string
  sound: string
  plain: string
  page: string
  pageSent: (title: string) => string
  pageStop: string
  textSize: string
  sizes: string[]
  restart: string
  restartTold: string
  restartDo: string
  cancel: string

  // files and pictures
  attach: string
  attached: string
  drop: string
  remove: (name: string) => string
  uploading: string
  uploaded: string
  uploadsFirst: string
  tooLarge: (size: string) => string
  wrongKind: string
  tooMany: (count: number) => string
  notArrived: string
  picture: string
  pictureGone: string
  enlarge: (alt: string) => string
  download: string
  file: string

  // cards
  cards: string
  card: (i: number, n: number) => string
  back: string
  forth: string
  more: (title: string) => string

  // forms and days
  required: string
  optional: string
  pickOne: string
  noEmail: string
  noNumber: string
  noDay: string
  outside: (min: string | undefined, max: string | undefined) => string
  problems: (n: number) => string
  yes: string
  no: string
  formSent: string
  formOver: string
  pick: string
  day: string
  dayTake: string
  today: string
  tomorrow: string

  // places and people
  locating: string
  notLocated: string
  place: string
  myPlace: string
  map: string

  // whether it helped
  helpful: string
  unhelpful: string
  helped: string
  missing: string
  missingSend: string
  thanks: string
}

/** The labels in the language, or in English. */
export function wordsOf(language: string): Words {
  return language.toLowerCase().startsWith('de') ? de : en
}
