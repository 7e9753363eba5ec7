/** What the host page shows for who the customer is: a signed token, or an ID with its HMAC. */
export type Identity = string | { user: string; hmac: string }

/**
 * Whom an identity is about, as it says itself. Nothing is trusted because of it: it only saves asking the server again who
 * somebody is that it knows already.
 */
export function subjectOf(identity: Identity): string {
  if (typeof identity !== 'string') return identity.user
  try {
    const claims = identity.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(claims.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
    return (JSON.parse(new TextDecoder().decode(bytes)) as { sub?: string }).sub ?? ''
  } catch {
    return ''
  }
}
