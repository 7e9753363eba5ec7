package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/qdrant/qdranttest"
)

// Documents are kept while the index's server is away, and nobody is told that all is well.
func TestIngestingSaysThatTheIndexIsAway(t *testing.T) {
	bot, data := t.TempDir(), t.TempDir()
	write(t, filepath.Join(bot, "bot.yaml"), "name: Shop\n")
	write(t, filepath.Join(bot, "knowledge", "post.en.md"), "# Post\n\nParcels arrive within three days.\n")
	server := qdranttest.Start(t)
	t.Setenv("LOTSE_INDEX", "qdrant://"+server.Address+"/shop")
	t.Setenv("LOTSE_EMBEDDER", "none:")
	server.Down(true)
	code, out, problem := runs(t, "ingest", "--bot", bot, "--data", data)
	if code != 2 || !strings.Contains(out, "1 added") || !strings.Contains(problem, "the index does not hold them all") || !strings.Contains(problem, server.Address) {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	server.Down(false)
	code, out, problem = runs(t, "ingest", "--bot", bot, "--data", data)
	points := 0
	for _, n := range server.Collections() {
		points += n
	}
	if code != 0 || points == 0 {
		t.Errorf("exit %d, %d points: %s%s", code, points, out, problem)
	}
}
