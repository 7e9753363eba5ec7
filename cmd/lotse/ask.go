package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

type askCmd struct {
	configFlags
	Question string   `arg:"" help:"The question."`
	Language string   `help:"Language of the question, otherwise it is recognised."`
	Claim    []string `help:"What the customer may claim, such as partner or tier:gold: she sees what is for that audience, too."`
	Product  string   `help:"The product she is known to have."`
	Explain  bool     `help:"Say how the answer came about: what was looked up, every score, what the confidence rests on, what was decided."`
	JSON     bool     `help:"Print answer, citations, confidence and passages with their scores as JSON; with --explain, every step."`
}

// asked is what --json prints.
type asked struct {
	Answer     string         `json:"answer"` // empty when the bot abstains
	Citations  []bot.Citation `json:"citations"`
	Confidence float64        `json:"confidence"`
	Reason     string         `json:"reason,omitempty"` // why it abstains
	Passages   []passage      `json:"passages"`
}

type passage struct {
	ID       string  `json:"id"`
	Document string  `json:"document"`
	Title    string  `json:"title"`
	Text     string  `json:"text"`
	Score    float64 `json:"score"`
	Words    float64 `json:"words"`
	Grams    float64 `json:"grams"`
	Cosine   float64 `json:"cosine"`
}

func (k *askCmd) Run(ctx context.Context) error {
	c, err := k.once()
	if err != nil {
		return err
	}
	done, err := temporary(&c, k.Data != "")
	if err != nil {
		return err
	}
	defer done()
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err != nil {
		return err
	}
	defer a.Close()
	if a.Answers == nil {
		return fmt.Errorf("%s has no documents: put articles into its folder knowledge", a.Folder.Name)
	}
	if err := a.Learn(ctx, progress()); err != nil {
		return err
	}
	language := k.Language
	if language == "" {
		language = a.Bot.Language(k.Question)
	}
	inquiry := knowledge.Inquiry{Text: k.Question, Language: language, Reader: k.reader()}
	if k.Explain {
		return k.explained(ctx, a.Answers, inquiry)
	}
	answer, err := a.Answers.Ask(ctx, inquiry)
	if err != nil {
		return err
	}
	if k.JSON {
		return printJSON(tell(answer))
	}
	printAnswer(answer)
	return nil
}

// explained answers, and says how it came to that.
func (k *askCmd) explained(ctx context.Context, a *knowledge.Answers, q knowledge.Inquiry) error {
	e, err := a.Explain(ctx, q)
	if err != nil {
		return err
	}
	if k.JSON {
		return printJSON(e)
	}
	if err := explain(os.Stdout, e); err != nil {
		return err
	}
	printAnswer(e.Answer)
	return nil
}

func printAnswer(answer knowledge.Answer) {
	if answer.Abstains() {
		fmt.Printf("No answer: %s\n", answer.Reason)
		return
	}
	printReply(bot.Reply{Text: answer.Text, Citations: answer.Citations})
	fmt.Printf("confidence %.2f\n", answer.Confidence)
}

// reader is for whom the question is asked.
func (k *askCmd) reader() knowledge.Reader {
	r := knowledge.Reader{Now: time.Now(), Claims: k.Claim}
	if k.Product != "" {
		r.Products = []string{k.Product}
	}
	return r
}

func tell(a knowledge.Answer) asked {
	out := asked{Answer: a.Text, Citations: a.Citations, Confidence: a.Confidence, Reason: a.Reason, Passages: []passage{}}
	if out.Citations == nil {
		out.Citations = []bot.Citation{}
	}
	for _, h := range a.Hits {
		p := h.Passage
		out.Passages = append(out.Passages, passage{p.ID, p.Document, p.Title, p.Text, h.Score, h.Words, h.Grams, h.Cosine})
	}
	return out
}
