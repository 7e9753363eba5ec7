package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func scored(document, text string, score float64) Hit {
	return Hit{Passage: Passage{ID: document + text, Document: document, Kind: KindText, Text: text}, Score: score}
}

func documents(hits []Hit) []string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Passage.Document+h.Passage.Text)
	}
	return all
}

func TestWhatIsFoundIsNotOneLongArticle(t *testing.T) {
	hits := []Hit{scored("a", "1", 9), scored("a", "2", 8), scored("a", "3", 7), scored("a", "4", 6), scored("a", "5", 5), scored("b", "6", 4), scored("c", "6", 3), scored("d", "7", 2)}
	if diff := cmp.Diff([]string{"a1", "a2", "a3", "a4", "b6", "d7"}, documents(varied(hits, 6))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a1", "a2", "a3", "a4", "a5"}, documents(varied(hits[:5], 5))); diff != "" {
		t.Errorf("nothing else was found (-want +got):\n%s", diff)
	}
}

func TestApprovedWordsComeFirstWhereTheyFit(t *testing.T) {
	hits := []Hit{scored("a", "1", 5), scored("b", "2", 4), scored("c", "3", 1)}
	hits[1].Passage.Scope.Approved = true
	if diff := cmp.Diff([]string{"b2", "a1", "c3"}, documents(approved(hits))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	hits[1].Passage.Scope.Approved, hits[2].Passage.Scope.Approved = false, true
	if diff := cmp.Diff([]string{"a1", "b2", "c3"}, documents(approved(hits))); diff != "" {
		t.Errorf("what does not fit stays where it is (-want +got):\n%s", diff)
	}
}
