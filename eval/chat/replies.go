package chat

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// judgeReplies compares what was said with the beat's lotse lines. The edits are given by the line they stand at; those that
// stand at none come right after the move.
func judgeReplies(b beat, s seen) map[*line][]edit {
	lines, not, silent := b.replies()
	edits := judgeNot(not, s, len(lines) == 0 && silent == nil)
	switch {
	case silent != nil:
		edits[silent] = judgeSilence(silent, s)
	case len(lines) > 0:
		judgeLines(edits, lines, s)
	case len(not) == 0:
		edits[nil] = record(b, s)
	}
	return edits
}

// judgeNot strikes out what was said and should not. If the script says nothing else of what the bot says, that stands below.
func judgeNot(not []*line, s seen, alone bool) map[*line][]edit {
	edits := map[*line][]edit{}
	for _, l := range not {
		if !slices.ContainsFunc(s.replies(), func(r bot.Reply) bool { return s.says(l.said, r.Text) }) {
			edits[l] = []edit{kept(l)}
			continue
		}
		edits[l] = []edit{struck(l)}
		if alone {
			edits[l] = append(edits[l], heard(s)...)
			alone = false
		}
	}
	return edits
}

func judgeSilence(silent *line, s seen) []edit {
	if len(s.replies()) == 0 {
		return []edit{kept(silent)}
	}
	return append([]edit{struck(silent)}, heard(s)...)
}

// heard is all that the bot said, as lines that are missing.
func heard(s seen) (edits []edit) {
	for _, r := range s.replies() {
		edits = append(edits, missing(wordLotse, Spoken(r.Text)))
	}
	return edits
}

// record writes what the bot says where the script does not say it.
func record(b beat, s seen) []edit {
	edits := []edit{}
	for _, r := range s.replies() {
		edits = append(edits, unexpected(wordLotse, Spoken(r.Text)))
	}
	bare := !slices.ContainsFunc(b.rest, func(l *line) bool { return l.expect != nil })
	if got, none := (choices{}).check(s); bare && !none {
		edits = append(edits, unexpected("choices", got))
	}
	return edits
}

// judgeLines puts what was said beside what is expected.
func judgeLines(edits map[*line][]edit, lines []*line, s seen) {
	replies := s.replies()
	open := func(w int) bool { return lines[w].said.open }
	match := func(w, g int) bool { return s.says(lines[w].said, replies[g].Text) }
	at, spare := lines[0], len(replies) == 0
	for _, p := range align(len(lines), len(replies), open, match) {
		if p.want >= 0 {
			at = lines[p.want]
		}
		switch {
		case p.want < 0:
			edits[at] = append(edits[at], missing(wordLotse, Spoken(replies[p.got].Text)))
		case open(p.want):
			edits[at], spare = append(edits[at], kept(at)), false
		case p.got < 0:
			edits[at] = append(edits[at], struck(at))
		case match(p.want, p.got):
			edits[at] = append(edits[at], kept(at))
		default:
			edits[at] = append(edits[at], struck(at), missing(wordLotse, Spoken(replies[p.got].Text)))
		}
	}
	if spare {
		edits[at] = append(edits[at], missing(wordSilent, ""))
	}
}
