package store

import (
	"strconv"
	"strings"
	"sync"
)

// A dialect is what differs between the engines.
type dialect struct {
	name   string
	tokens *strings.Replacer // in migrations
	bind   func(query string) string
	skip   string // appended to a SELECT that claims rows
}

var sqliteDialect = dialect{
	name: "sqlite",
	tokens: strings.NewReplacer(
		"{{serial}}", "INTEGER PRIMARY KEY",
		"{{blob}}", "BLOB",
		"{{clustered}}", " WITHOUT ROWID"),
	bind: func(query string) string { return query },
}

var postgresDialect = dialect{
	name: "postgres",
	tokens: strings.NewReplacer(
		"{{serial}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		"{{blob}}", "BYTEA",
		"{{clustered}}", ""),
	bind: numbered(),
	skip: " FOR UPDATE OF o SKIP LOCKED",
}

// numbered turns ? into $1, $2, ... and remembers what it turned.
func numbered() func(string) string {
	var known sync.Map
	return func(query string) string {
		if q, ok := known.Load(query); ok {
			return q.(string)
		}
		var b strings.Builder
		n := 0
		for _, part := range strings.SplitAfter(query, "?") {
			if before, ok := strings.CutSuffix(part, "?"); ok {
				n++
				b.WriteString(before + "$" + strconv.Itoa(n))
				continue
			}
			b.WriteString(part)
		}
		known.Store(query, b.String())
		return b.String()
	}
}
