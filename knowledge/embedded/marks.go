package embedded

// marks tell what was met before: in this unit, or in any since they were reset. They are never wiped, only outlived.
type marks struct {
	last  []uint32 // the unit in which each was last met
	unit  uint32
	since uint32 // the first unit
}

// reset begins anew, for n numbers.
func (m *marks) reset(n int) {
	if m.unit > 1<<31 {
		m.last, m.unit = nil, 0
	}
	if n > len(m.last) {
		m.last = append(m.last, make([]uint32, n-len(m.last))...)
	}
	m.since = m.unit + 1
}

// next begins another unit.
func (m *marks) next() { m.unit++ }

// mark tells whether a number is met for the first time in this unit, and for the first time at all.
func (m *marks) mark(i int32) (fresh, first bool) {
	was := m.last[i]
	m.last[i] = m.unit
	return was != m.unit, was < m.since
}
