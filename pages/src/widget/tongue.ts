// Which of the two languages a text is in, so that screen readers pronounce it rightly: by its commonest words alone.

const german = new Set(
  'der die das und ist nicht ich du wir sie es ein eine einen mit für auf von zu dein deine mein meine wie was wo wann kann hallo bitte danke ja nein oder aber hier hast habe bist bin im am den dem des'.split(' '),
)
const english = new Set(
  'the and is not you we they it a an with for on of to your my how what where when can hello please thanks yes no or but here have has are am do does this that i in at'.split(' '),
)

/** Gives 'de', 'en', or nothing when it cannot tell. */
export function tongueOf(text: string): 'de' | 'en' | undefined {
  let score = 0
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    if (german.has(word) || /[äöüß]/.test(word)) score++
    if (english.has(word)) score--
  }
  return score > 0 ? 'de' : score < 0 ? 'en' : undefined
}
