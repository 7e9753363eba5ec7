package embedded

import (
	"cmp"
	"slices"
)

// A posting says in which passage a word stands, and in its last six bits how often.
type posting uint32

// most is as far as a posting counts; whoever needs to know asks the passage.
const most = 1<<6 - 1

func newPosting(at int32, count uint32) posting { return posting(at)<<6 | posting(min(count, most)) }

func (p posting) at() int32     { return int32(p >> 6) }
func (p posting) count() uint32 { return uint32(p & most) }

// A use is a word that stands in a passage, and in its last eight bits how often. More often than that is another use.
type use uint32

const mostUses = 1<<8 - 1

func (u use) word() int32   { return int32(u >> 8) }
func (u use) count() uint32 { return uint32(u & mostUses) }

// An occurrence says how often a word stands in a passage.
type occurrence struct {
	word, at int32
	count    uint32
}

// occurrences are those of a passage, by its uses.
func occurrences(at int32, uses []use) []occurrence {
	all := make([]occurrence, 0, len(uses))
	for _, u := range uses {
		if n := len(all); n > 0 && all[n-1].word == u.word() {
			all[n-1].count += u.count()
			continue
		}
		all = append(all, occurrence{u.word(), at, u.count()})
	}
	return all
}

// byWord goes through occurrences word by word, those of each by position.
func byWord(all []occurrence, each func(word int32, of []occurrence)) {
	slices.SortFunc(all, func(o, other occurrence) int {
		return cmp.Or(cmp.Compare(o.word, other.word), cmp.Compare(o.at, other.at))
	})
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].word == all[0].word {
			n++
		}
		each(all[0].word, all[:n])
		all = all[n:]
	}
}

// insert puts occurrences among the postings of their word. What follows is moved once, however many they are.
func insert(all []posting, fresh []occurrence) []posting {
	end := len(all)
	for _, o := range fresh {
		all = append(all, newPosting(o.at, o.count))
	}
	for i := len(fresh) - 1; i >= 0; i-- {
		at := find(all[:end], fresh[i].at)
		copy(all[at+i+1:], all[at:end])
		all[at+i], end = newPosting(fresh[i].at, fresh[i].count), at
	}
	return all
}

// remove takes occurrences out of the postings of their word.
func remove(all []posting, gone []occurrence) []posting {
	kept, from := 0, 0
	for _, o := range gone {
		at := find(all, o.at)
		kept += copy(all[kept:], all[from:at])
		from = at + 1
	}
	kept += copy(all[kept:], all[from:])
	return all[:kept]
}

// find is where the posting of a position is, or would be.
func find(all []posting, at int32) int {
	i, _ := slices.BinarySearchFunc(all, at, func(p posting, at int32) int { return cmp.Compare(p.at(), at) })
	return i
}
