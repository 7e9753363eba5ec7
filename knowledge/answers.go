package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/confidence"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm"
)

// Articles reads whole documents.
type Articles interface {
	Document(ctx context.Context, id string) (Document, []Passage, error)
}

// Answers answers questions from an index. It keeps nothing between them and may be used by many goroutines.
type Answers struct {
	Index    Index
	Articles Articles
	Embedder llm.Embedder // nil: search by words alone
	Model    llm.Model    // nil: quote the best supported sentences
	// Curve says what these confidences are worth for this bot, as measured; nil is what they say.
	Curve *bot.Curve
	// Threshold is the least confidence to answer; below it Ask abstains. 0 is [DefaultThreshold].
	Threshold float64
	// Hosts may be named in answers, and their subdomains, beside those on which customers read the documents. Other web and
	// e-mail addresses are withheld: whoever could write into one document could send customers anywhere.
	Hosts []string
	// Own tells of a document that the bot's authors wrote it: whatever a quote of it names, they vouch for. Nil is none.
	Own func(document string) bool
	// About says what a customer is known to ask about, and Products what she may name; see [Catalogue].
	About    About
	Products *Catalogue
	// Pass opens the article of a document that is not everybody's, until a time; nil for none.
	Pass func(document string, until time.Time) string
	// Reranker has the last word on the order of what was found; nil leaves it to the closer look.
	Reranker Reranker
	// Synonyms are the bot's words that mean the same; nil knows none.
	Synonyms *synonyms.Glossary
	// German joins what is said in German and in English; nil knows none, and drops sentences that rest on a passage in the other language.
	German German
	// Hurry is how long a question waits for its vector before words alone decide; 0 is [DefaultHurry]. An embedder that is
	// still loading, or down, must not delay an answer that words alone can find.
	Hurry time.Duration
	// Context is how many tokens the model can read and write together; passages that do not fit are left out. 0 is not known.
	Context int
	// Patience is how long a model may take for an answer before it is quoted instead; 0 is [DefaultPatience].
	Patience time.Duration

	closer closer
}

// What Answers begin with.
const (
	DefaultThreshold = 0.6
	DefaultHurry     = 700 * time.Millisecond
	DefaultPatience  = 20 * time.Second
)

// An Answer is what is said to a question, or why nothing is.
type Answer struct {
	Text       string         `json:"text"` // with [1], [2], ... for its citations; empty when it abstains
	Citations  []bot.Citation `json:"citations"`
	Language   string         `json:"language"` // of the text
	Confidence float64        `json:"confidence"`
	Raw        float64        `json:"-"`                   // the confidence before the curve
	Hits       []Hit          `json:"hits"`                // what was found, best first, with every score
	Reason     string         `json:"reason,omitempty"`    // why it abstains, or quotes although there is a model
	Written    bool           `json:"written"`             // by a model, each sentence checked; otherwise quoted
	Tongue     string         `json:"tongue,omitempty"`    // the customer's language, if the text was translated into it
	Original   string         `json:"original,omitempty"`  // the text before that
	Withheld   []string       `json:"withheld,omitempty"`  // what guards took out of the text, see [Answers.Hosts]
	Signals    []Signal       `json:"-"`                   // what the confidence rests on
	Missing    []string       `json:"-"`                   // words of the question that no passage mentions; only if it abstains
	Sentences  []Sentence     `json:"sentences,omitempty"` // what became of each that a model wrote
}

// Abstains tells that there is no answer.
func (a Answer) Abstains() bool { return a.Text == "" }

// An Inquiry is a question as it is asked.
type Inquiry struct {
	Text     string
	Language string      // the customer's, ISO 639-1; empty if unknown
	History  []bot.Entry // before it
	Reader   Reader      // who asks
}

// Ask answers a question, or abstains.
func (a *Answers) Ask(ctx context.Context, q Inquiry) (Answer, error) {
	return a.ask(ctx, direct{a}, q, func(string) {})
}

// AskIn answers a question within a turn: what is learned from outside is recorded in it, and sentences of a model are shown
// as drafts while it writes. Those that are not supported are noted.
func (a *Answers) AskIn(ctx context.Context, t *bot.Turn, text string) (Answer, error) {
	answer, err := a.ask(ctx, recorded{a, t}, Inquiry{Text: text, Language: t.Conversation.Language, Reader: a.reader(t)}, t.Draft)
	answer.note(t)
	return answer, err
}

func (a *Answers) ask(ctx context.Context, w world, q Inquiry, draft func(string)) (Answer, error) {
	if q.Language == "" {
		q.Language, _ = lang.Detect(q.Text)
	}
	q, tongue := a.understood(ctx, w, q)
	f, err := w.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	answer := a.Judge(f)
	if answer.Confidence < a.threshold() {
		return answer, nil
	}
	if tongue != "" && a.Model != nil {
		draft = func(string) {} // she is shown what she can read
	}
	return a.abroad(ctx, w, a.compose(ctx, w, f, answer, q.History, draft), tongue), nil
}

// Judge says how sure an answer from a finding would be, and why it would not be given. It writes no text yet.
func (a *Answers) Judge(f Finding) Answer {
	answer := Answer{Hits: f.Hits, Language: f.Language}
	if len(f.Hits) == 0 {
		answer.Reason = "no passage was found"
		return answer
	}
	q := a.question(f)
	answer.Signals = confidence.Default.Weigh(signals(q, f))
	answer.Raw = confidence.Likely(answer.Signals)
	answer.Confidence = a.Curve.Of(answer.Raw)
	if answer.Confidence < a.threshold() {
		answer.Reason = fmt.Sprintf("confidence %.2f is below %.2f", answer.Confidence, a.threshold())
		if answer.Missing = q.missing(f); len(answer.Missing) > 0 {
			answer.Reason += "; nothing that was found mentions " + quoted(answer.Missing)
		}
	}
	return answer
}

// compose writes the text of an answer: by the model if there is one, and by quoting if there is none or it fails.
func (a *Answers) compose(ctx context.Context, w world, f Finding, answer Answer, history []bot.Entry, draft func(string)) Answer {
	if a.Model != nil && !f.approved() {
		written, err := a.write(ctx, w, f, history, draft)
		answer.Sentences = written.sentences
		if err == nil {
			answer.Text, answer.Citations, answer.Withheld, answer.Written = written.text, a.admitted(f, written.citations), written.withheld, true
			return a.guarded(answer)
		}
		answer.Reason = "quoted: " + err.Error()
		if gone, err := w.gone(ctx, f.Article, f.Reader); err != nil || len(gone) > 0 { // while the model was writing
			f = f.without(gone)
		}
	}
	answer.Text, answer.Citations = a.question(f).read(f).quote()
	answer.Citations = a.admitted(f, answer.Citations)
	if len(f.Article) > 0 {
		answer.Language = firstOf(f.Article[0].Language, answer.Language)
	}
	if answer.Text == "" {
		answer.Reason = "the article that fits has no text to quote"
	}
	return a.guarded(answer)
}

// approved tells that the answer's words were approved: they are said as they are, and no model words them anew.
func (f Finding) approved() bool { return len(f.Hits) > 0 && f.Hits[0].Passage.Scope.Approved }

func (a *Answers) question(f Finding) question {
	said := f.spoken()
	return a.closely().question(f.asked(), f.Language, a.Synonyms.Names(f.asked()), func(word string) float64 {
		if said[lang.Fold(word)] {
			return 0
		}
		if r, ok := f.Rarity[word]; ok {
			return r
		}
		return 1
	})
}

func (a *Answers) threshold() float64 {
	if a.Threshold == 0 {
		return DefaultThreshold
	}
	return a.Threshold
}
