package main

import (
	"hash/fnv"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
)

// A suite is a public collection with questions about it, in the form that docs/evaluation.md describes.
type suite struct {
	name      string
	documents []public.Document
	questions []question
}

type question struct {
	ID         string   `json:"id"`
	Language   string   `json:"lang"`
	Text       string   `json:"text"`
	Relevant   []string `json:"relevant"`
	Answerable bool     `json:"answerable"`
	Split      string   `json:"split"`
	History    []struct {
		Speaker string `json:"speaker"`
		Text    string `json:"text"`
	} `json:"history"`
}

// family is what a suite shares its texts with: what is learned on one of them is not new to the others.
func (s suite) family() string {
	family, _, _ := strings.Cut(s.name, "_")
	return family
}

// german tells whether a German lexicon makes a difference.
func (s suite) german() bool {
	return s.questions[0].Language == "de" || s.documents[0].Lang == "de"
}

// readSuite reads a suite from a folder. Rows that its authors test on are left out where they say so.
func readSuite(folder string) (s suite, err error) {
	s.name = filepath.Base(folder)
	if s.documents, err = public.Documents(folder); err != nil {
		return s, err
	}
	s.questions, err = public.Questions[question](folder)
	s.questions = slices.DeleteFunc(s.questions, func(q question) bool { return q.Split == "test" })
	return s, err
}

// inquiry is the question as it is asked.
func (q question) inquiry() knowledge.Inquiry {
	in := knowledge.Inquiry{Text: q.Text, Language: q.Language}
	for i, h := range q.History {
		by := bot.ByBot
		if h.Speaker == "customer" {
			by = bot.ByCustomer
		}
		in.History = append(in.History, bot.Entry{Seq: int64(i + 1), Author: by, Reply: bot.Reply{Text: h.Text}})
	}
	return in
}

// part is which of so many parts something belongs to, by its name alone.
func part(name string, of uint32) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, name) // a hash takes everything
	return h.Sum32() % of
}

// some are at most n of all, evenly spread.
func some[T any](all []T, n int) []T {
	if len(all) <= n {
		return all
	}
	out := make([]T, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}
