package main

import (
	"context"
	"encoding/json"
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
	JSON     bool     `help:"Print answer, citations, confidence and passages with their scores as JSON."`
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
	answer, err := a.Answers.Ask(ctx, knowledge.Inquiry{Text: k.Question, Language: language, Reader: k.reader()})
	if err != nil {
		return err
	}
	if k.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(tell(answer))
	}
	if answer.Abstains() {
		fmt.Printf("No answer (confidence %.2f): %s\n", answer.Confidence, answer.Reason)
		return nil
	}
	printReply(bot.Reply{Text: answer.Text, Citations: answer.Citations})
	fmt.Printf("confidence %.2f\n", answer.Confidence)
	return nil
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
