package web

// mostQueued is how many bytes may wait for one browser.
const mostQueued = 256 << 10

// push queues a packet for a member that keeps up. The caller holds the room's lock.
func (m *member) push(p packet) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended || m.behind || p.kind == Entry && p.seq <= m.cursor {
		return
	}
	if n := len(m.queue); p.kind == Draft && n > 0 && m.queue[n-1].kind == Draft {
		m.size -= len(m.queue[n-1].wire)
		m.queue = m.queue[:n-1] // the newer one has it all
	}
	if len(m.queue) > 0 && m.size+len(p.wire) > mostQueued {
		m.fallBehind()
		return
	}
	m.add(p)
	m.work()
}

// add queues a packet. The caller holds the member's lock.
func (m *member) add(p packet) {
	m.queue = append(m.queue, p)
	m.size += len(p.wire)
	if p.kind == Entry {
		m.cursor = p.seq
	}
}

// fallBehind forgets what is queued; the member reads it later. The caller holds the member's lock.
func (m *member) fallBehind() {
	m.queue, m.size, m.behind = nil, 0, true
	m.work()
}

// restart has the member begin anew: what the browser shows is over.
func (m *member) restart() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.knows, m.greeted = "", false
	m.fallBehind()
}
