// Days as the protocol writes them: 2006-01-02, without a time and without a zone.

/** The day of a date on the clock of this device. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A day as it is said: "Mittwoch, 25. November 2026", or shorter. */
export function sayDay(day: string, language: string, style: 'full' | 'short' = 'full'): string {
  const form: Intl.DateTimeFormatOptions = style === 'full' ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } : { weekday: 'short', day: 'numeric', month: 'numeric' }
  return new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** Tells a real day from what only looks like one. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The next days that may be picked, today's first, at most so many of them. */
export function nextDays(today: Date, min: string | undefined, max: string | undefined, count: number): string[] {
  const first = min && min > dayOf(today) ? new Date(`${min}T12:00:00`) : today
  const days: string[] = []
  for (let i = 0; i < count; i++) {
    const day = dayOf(new Date(first.getFullYear(), first.getMonth(), first.getDate() + i, 12))
    if (max && day > max) break
    days.push(day)
  }
  return days
}
