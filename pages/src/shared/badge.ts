const counted = /^\(\d+\+?\) /

/** A title with how much is unread before it, whatever it said before. */
export function badged(title: string, count: number): string {
  const bare = title.replace(counted, '')
  return count > 0 ? `(${count > 9 ? '9+' : count}) ${bare}` : bare
}
