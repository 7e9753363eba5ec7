import { pageIcon, personIcon, phoneIcon, plainIcon, restartIcon, saveIcon, soundIcon, unlinkIcon } from './icons.ts'
import type { Item } from './menu.ts'
import type { Words } from './words.ts'

/** What the menu's offers depend on, and what they do. */
export interface Offers {
  words: Words
  /** What the way to a person is called. */
  ask: string
  /** The bot answers: a person can be asked for. */
  bot: boolean
  /** Something was said already. */
  begun: boolean
  sound: boolean
  /** Undefined where plain language is not offered. */
  plain: boolean | undefined
  /** Undefined where there is no page around the chat. */
  page: boolean | undefined
  /** The customer is heard on another channel too. */
  linked: boolean
  /** She holds a phone already. */
  phone: boolean
  person: () => void
  elsewhere: () => void
  unlink: () => void
  save: () => void
  setSound: () => void
  setPlain: () => void
  setPage: () => void
  restart: () => void
}

/** The menu: a person first, then what can be done with the conversation, then how it is shown. */
export function offersOf(o: Offers): Item[] {
  const { words } = o
  const items: (Item | false)[] = [
    { label: o.ask, icon: personIcon, disabled: !o.bot, do: o.person },
    !o.phone && { label: words.elsewhere, icon: phoneIcon, do: o.elsewhere },
    o.linked && { label: words.unlink, icon: unlinkIcon, do: o.unlink },
    o.begun && { label: words.save, icon: saveIcon, do: o.save },
    o.begun && { label: words.restart, icon: restartIcon, do: o.restart },
    { label: words.sound, icon: soundIcon, on: o.sound, do: o.setSound },
    o.plain !== undefined && { label: words.plain, icon: plainIcon, on: o.plain, do: o.setPlain },
    o.page !== undefined && { label: words.page, icon: pageIcon, on: o.page, do: o.setPage },
  ]
  return items.filter((i) => i !== false)
}
