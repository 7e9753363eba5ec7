const reachable = 'a[href], button:not(:disabled, [tabindex="-1"]), input:not(:disabled, [hidden]), select, textarea, [tabindex="0"]'

/** Keeps Tab inside: from the last thing it goes to the first, and back. Escape is the way out. */
export function keepFocus(root: HTMLElement, e: KeyboardEvent): void {
  const all = [...root.querySelectorAll<HTMLElement>(reachable)].filter((x) => x.offsetParent !== null)
  const edge = e.shiftKey ? all[0] : all.at(-1)
  if (document.activeElement !== edge && root.contains(document.activeElement)) return
  e.preventDefault()
  ;(e.shiftKey ? all.at(-1) : all[0])?.focus()
}
