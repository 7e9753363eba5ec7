/** Durations and times as the desk shows them. */

/** How long ago, in few characters: "jetzt", "4 Min", "2 Std", "3 T". */
export function ago(at: string, now: number, de: boolean): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return de ? 'eben' : 'just now'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return de ? `${hours} Std` : `${hours} h`
  return de ? `${Math.floor(hours / 24)} T` : `${Math.floor(hours / 24)} d`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let f = clocks.get(key)
  if (!f) clocks.set(key, (f = new Intl.DateTimeFormat(language, options)))
  return f
}

/** The time of day: "09:05". */
export function clock(at: string, language: string): string {
  return format(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** The day, to head those entries: "Montag, 23. November". */
export function day(at: string, language: string): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at))
}

/** A time that is near: without its day if that is today. */
export function when(at: string, now: number, language: string): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  if (today) return clock(at, language)
  return format(language, { weekday: 'short', day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}
