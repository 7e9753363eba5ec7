/** Keeps the page as high as what can be seen of it: a keyboard on the screen covers what lies below. */
export function followViewport(): void {
  const seen = window.visualViewport
  if (!seen) return
  const fit = () => {
    if (seen.scale !== 1) return // she looks closer: the page stays as it is
    document.documentElement.style.setProperty('--height', `${seen.height}px`)
    scrollTo(0, 0)
  }
  seen.addEventListener('resize', fit)
  fit()
}
