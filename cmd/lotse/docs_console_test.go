package main

import (
	"os"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// console does what a reader does in a terminal, and holds what she sees there against what the document shows, to the letter:
// lines that begin with "$ " are commands, those below what they print.
func (r *reader) console(b block) {
	r.t.Helper()
	var seen strings.Builder
	for line := range strings.Lines(b.text) {
		command, typed := strings.CutPrefix(line, "$ ")
		if !typed {
			continue
		}
		seen.WriteString(line)
		seen.WriteString(r.printed(strings.TrimSpace(command)))
	}
	if got := seen.String(); got == b.text {
		return
	} else if !*update {
		r.t.Errorf("line %d: it prints something else (-shown +is; go test ./cmd/lotse -run Documents -update takes it over):\n%s", b.line, cmp.Diff(b.text, got))
	} else if err := os.WriteFile(r.document, []byte(strings.Replace(text(r.t, r.document), consoleFence+b.text+"```", consoleFence+got+"```", 1)), 0o644); err != nil {
		r.t.Error(err)
	}
}

const consoleFence = "```console\n"

// printed is what a command prints. To look at a file is the only one that is not ours.
func (r *reader) printed(command string) string {
	r.t.Helper()
	want := "0"
	if m := exits.FindStringSubmatch(command); m != nil {
		want, command = m[1], strings.TrimSuffix(command, m[0])
	}
	if !strings.HasPrefix(command, "lotse ") && !strings.HasPrefix(command, "cat ") {
		r.t.Fatalf("%s: neither ours nor a look at a file", command)
	}
	out, code := r.shell(command)
	if string(rune('0'+code)) != want {
		r.t.Errorf("%s: exit %d, want %s\n%s", command, code, want, out)
	}
	return out
}
