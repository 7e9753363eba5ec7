package knowledge

import "sync"

// bringing is which pages of websites are being brought in: documents of theirs are on the shelf a moment before it is known that they
// are of the website, and whoever looks in that moment must not take them for documents of no source.
type bringing struct {
	mu    sync.Mutex
	pages map[string]string // the website, by address
}

func (b *bringing) begin(website, address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages = map[string]string{}
	}
	b.pages[address] = website
}

func (b *bringing) has(address string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.pages[address]
	return ok
}

// end forgets what was brought in from a website: it is known now.
func (b *bringing) end(website string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for address, of := range b.pages {
		if of == website {
			delete(b.pages, address)
		}
	}
}
