package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/knowledge/gaps"
)

type gapsQueueCmd struct {
	configFlags
	State string `help:"Only those in this state: open, accepted or rejected." enum:"open,accepted,rejected" default:"open"`
	JSON  bool   `name:"json" help:"Print them as JSON."`
}

func (k *gapsQueueCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, false)
	if err != nil {
		return err
	}
	defer b.Close()
	all, err := b.Queue(ctx, gaps.State(k.State))
	if err != nil {
		return err
	}
	if k.JSON {
		return printJSON(all)
	}
	if len(all) == 0 {
		fmt.Println("Nothing is waiting.")
	}
	for _, p := range all {
		fmt.Printf("%s  %3dx  %s\n", p.ID, p.Count, p.Question)
		for _, s := range p.Answers {
			fmt.Printf("              %s\n", s.Answer)
		}
	}
	return nil
}

type gapsAcceptCmd struct {
	configFlags
	ID       string `arg:"" help:"What is to become an article."`
	Out      string `short:"o" type:"path" help:"Write it to this file, which must not be there, or to the end of one that ends in .jsonl; without it to standard output." placeholder:"FILE"`
	Answer   string `help:"The answer in other words than the agent's."`
	Approved bool   `help:"Its words are to be said as they are."`
	By       string `help:"Who says so."`
}

func (k *gapsAcceptCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, true)
	if err != nil {
		return err
	}
	defer b.Close()
	article, err := b.Accept(ctx, k.ID, k.By, k.Answer, k.Approved)
	if err != nil {
		return noSuch("question", k.ID, err)
	}
	if filepath.Ext(k.Out) == ".jsonl" {
		line, err := article.JSONLine()
		if err != nil {
			return err
		}
		return appendTo(k.Out, line)
	}
	text, err := article.Markdown()
	if err != nil {
		return err
	}
	return put(k.Out, text)
}

type gapsRejectCmd struct {
	configFlags
	ID string `arg:"" help:"What is not to become an article."`
	By string `help:"Who says so."`
}

func (k *gapsRejectCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, true)
	if err != nil {
		return err
	}
	defer b.Close()
	p, err := b.Reject(ctx, k.ID, k.By)
	if err != nil {
		return noSuch("question", k.ID, err)
	}
	fmt.Printf("%s is %s: %s\n", p.ID, p.State, p.Question)
	return nil
}

// put writes a new file, or to standard output. What an author has written is not overwritten.
func put(path, text string) (err error) {
	if path == "" {
		fmt.Print(text)
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: choose another name", path)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func appendTo(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	return errors.Join(err, f.Close())
}
