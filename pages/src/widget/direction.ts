const rightToLeft = new Set('ar arc ckb dv fa ha he iw khw ks ps sd syr ug ur yi'.split(' '))

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.toLowerCase().split('-')[0]!) ? 'rtl' : 'ltr'
}
