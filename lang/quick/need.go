package quick

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// A need is what must be in a text for an expression to match: all of some, or one of several. The zero value is nothing.
type need struct {
	letters string // folded
	all     []need // the longest letters first
	any     []need
}

// met tells whether a folded text has what is needed.
func (n need) met(text string) bool {
	if !strings.Contains(text, n.letters) {
		return false
	}
	for _, one := range n.all {
		if !one.met(text) {
			return false
		}
	}
	return len(n.any) == 0 || slices.ContainsFunc(n.any, func(one need) bool { return one.met(text) })
}

func (n need) nothing() bool { return n.letters == "" && len(n.all) == 0 && len(n.any) == 0 }

// size is how many letters are sought at least.
func (n need) size() int {
	size := len(n.letters)
	for _, one := range n.all {
		size = max(size, one.size())
	}
	if len(n.any) > 0 {
		size = max(size, slices.MinFunc(n.any, func(a, b need) int { return a.size() - b.size() }).size())
	}
	return size
}

// needs are what an expression cannot match without.
func needs(tree *syntax.Regexp) (n need) {
	switch tree.Op {
	case syntax.OpLiteral:
		n.letters = strings.Map(fold, string(tree.Rune))
	case syntax.OpCharClass:
		n.any = letters(tree.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return needs(tree.Sub[0])
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return needs(tree.Sub[0])
		}
	case syntax.OpAlternate:
		for _, sub := range tree.Sub {
			one := needs(sub)
			if one.nothing() {
				return need{}
			}
			n.any = append(n.any, one)
		}
	case syntax.OpConcat:
		for _, sub := range tree.Sub {
			if one := needs(sub); !one.nothing() {
				n.all = append(n.all, one)
			}
		}
		slices.SortStableFunc(n.all, func(a, b need) int { return b.size() - a.size() })
	default: // it may match nothing, or anything
	}
	return n
}

// most is how many letters a class may have to be worth looking for each.
const most = 10

// letters are those of a small class, given as pairs of the first and the last.
func letters(class []rune) (all []need) {
	for i := 0; i+1 < len(class); i += 2 {
		for r := class[i]; r <= class[i+1]; r++ {
			if len(all) == most {
				return nil
			}
			all = append(all, need{letters: string(fold(r))})
		}
	}
	return all
}
