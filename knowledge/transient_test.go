package knowledge_test

import (
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/shelftest"
)

func TestTransient(t *testing.T) {
	shelftest.Run(t, func(*testing.T) shelftest.Shelf { return knowledge.NewTransient() })
}
