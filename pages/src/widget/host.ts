import type { Identity } from './identity.ts'
import type { Page } from './protocol.ts'

/** What the page around the frame tells it. */
export type Order =
  | { lotse: 'open' } // the customer opened it
  | { lotse: 'show' } // it is open as before
  | { lotse: 'close' }
  | { lotse: 'identify'; identity?: Identity } // who she is; nobody if there is none
  | { lotse: 'page'; url: string; title: string } // as it was asked for

/** The page that embeds the widget. It learns what its button needs to show, and never a word of the conversation. */
export class Host {
  constructor(
    /** The page's origin, as the loader names it; empty when the widget stands alone. */
    private origin: string,
    ordered: (order: Order) => void,
  ) {
    addEventListener('message', (e) => {
      if (!this.alone && e.source === parent && e.origin === this.origin) ordered(e.data as Order)
    })
  }

  /** The widget is a page of its own: there is nothing to close it into. */
  get alone(): boolean {
    return parent === window || !this.origin
  }

  ready(look: { accent: string | undefined; radius: string | undefined; side: string | undefined }): void {
    this.tell({ lotse: 'ready', ...look })
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

  /** Who she is could be proven, or not. */
  identified(proven: boolean): void {
    this.tell({ lotse: 'identified', proven })
  }

  /** Asks which page she looks at: she allowed it. */
  askPage(): void {
    this.tell({ lotse: 'page' })
  }

  private tell(what: object): void {
    if (!this.alone) parent.postMessage(what, this.origin)
  }
}

/** What of the page may be sent along: its address without what may be secret in it. */
export function discreet({ url, title }: Page): Page {
  try {
    const bare = new URL(url)
    bare.search = bare.hash = bare.username = bare.password = ''
    return { url: bare.href, title: title.slice(0, 200) }
  } catch {
    return { url: '', title: title.slice(0, 200) }
  }
}
