package app

import (
	"github.com/lotse-bot/lotse/eval/meaning"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// judge is what tests compare meanings with: always the built-in embedder, whatever the bot has, since that is the one its
// threshold was measured with, and a test must not depend on a server.
func judge() *meaning.Judge { return &meaning.Judge{Embedder: builtin.New(builtin.German{})} }
