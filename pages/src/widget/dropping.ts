import type { Uploads } from './upload.ts'

/** Files that are dragged over the chat and let go there. */
export class Dropping {
  /** Something that can be taken is over it. */
  over = false

  constructor(
    private uploads: Uploads | undefined,
    private changed: () => void,
  ) {}

  drag = (e: DragEvent) => {
    if (!this.uploads || !e.dataTransfer?.types.includes('Files')) return
    e.preventDefault() // the browser would open the file instead
    this.turn(true)
  }

  leave = (e: DragEvent) => {
    if (!(e.currentTarget as HTMLElement).contains(e.relatedTarget as Node | null)) this.turn(false)
  }

  drop = (e: DragEvent) => {
    if (!this.over) return
    e.preventDefault()
    this.turn(false)
    this.uploads?.add(e.dataTransfer?.files ?? [])
  }

  private turn(over: boolean): void {
    if (over === this.over) return
    this.over = over
    this.changed()
  }
}
