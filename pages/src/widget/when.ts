/**
 * Says a time as the server means it: on the clock of the offset it carries, which is the shop's, so that it is the same time
 * as in the bot's own sentence. Without an offset it is said on the customer's clock. The weekday comes along if it is not today.
 */
export function when(iso: string, language: string, now: Date): string {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(iso)
  const shift = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 : 0
  const zone = offset ? 'UTC' : undefined
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone: zone })
  const at = new Date(Date.parse(iso) + shift)
  const today = day.format(at) === day.format(new Date(now.getTime() + shift))
  return new Intl.DateTimeFormat(language, { weekday: today ? undefined : 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
}
