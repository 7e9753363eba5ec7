/** What the page around the frame tells it: the customer opened it, it is open as before, or it was closed. */
export type Order = 'open' | 'show' | 'close'

/** The page that embeds the widget. It learns what its button needs to show, and never a word of the conversation. */
export class Host {
  constructor(
    /** The page's origin, as the loader names it; empty when the widget stands alone. */
    private origin: string,
    ordered: (order: Order) => void,
  ) {
    addEventListener('message', (e) => {
      if (!this.alone && e.source === parent && e.origin === this.origin) ordered((e.data as { lotse?: Order }).lotse ?? 'close')
    })
  }

  /** The widget is a page of its own: there is nothing to close it into. */
  get alone(): boolean {
    return parent === window || !this.origin
  }

  ready(accent: string | undefined): void {
    this.tell({ lotse: 'ready', accent })
  }

  close(): void {
    this.tell({ lotse: 'close' })
  }

  unread(count: number): void {
    this.tell({ lotse: 'unread', count })
  }

  /** There is a conversation now: the next page had better load the frame at once. */
  used(): void {
    this.tell({ lotse: 'used' })
  }

  private tell(what: object): void {
    if (!this.alone) parent.postMessage(what, this.origin)
  }
}
