import type { Keep, Likings as Kept } from './keep.ts'

/** How large text is, by what the customer chose. */
const sizes = ['100%', '118%', '140%']

/** What the customer chose for herself: it is remembered, and the page follows it. */
export class Likings {
  constructor(
    private keep: Keep,
    private byDefault: { sound: boolean },
  ) {
    this.apply()
  }

  get sound(): boolean {
    return this.keep.likings.sound ?? this.byDefault.sound
  }

  get size(): number {
    return this.keep.likings.size ?? 0
  }

  /** The page she looks at may be sent along. */
  get page(): boolean {
    return this.keep.likings.page ?? false
  }

  set(change: Kept): void {
    this.keep.likings = { ...this.keep.likings, ...change }
    this.apply()
  }

  private apply(): void {
    document.documentElement.style.fontSize = sizes[this.size] ?? '100%'
  }
}
