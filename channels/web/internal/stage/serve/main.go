// Serve shows the widget with a scripted bot behind it: go run ./channels/web/internal/stage/serve -listen 127.0.0.1:8099
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
	"github.com/lotse-bot/lotse/pages"
)

const shop = `<!doctype html><html lang="de"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<body style="font-family:sans-serif;margin:3rem"><h1>Ein Laden</h1><p>Guten Tag. <a href="#x">Ein Link</a></p>
<script async src="/w.js" data-language="%s" data-accent="#b04f22"></script></body></html>`

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	origin := flag.String("origin", "http://localhost:8098", "another origin that may embed the widget")
	flag.Parse()
	if err := serve(*listen, *origin); err != nil {
		log.Fatal(err)
	}
}

func serve(listen, origin string) error {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	bell := &stage.Bell{}
	player := stage.Player{Ledger: stage.NewLedger(bell), Pace: 400 * time.Millisecond}
	channel, err := web.New(web.Options{
		Accept: player, Read: player, Bell: bell, Now: time.Now, Secret: secret, Pages: pages.Files(),
		AgentName: func(context.Context, string) string { return "Anna" },
		Log:       slog.Default(),
		Sites: []web.Site{{Origins: []string{origin}, Look: web.Look{
			Greeting: map[string]string{"de": "Hallo! Ich helfe dir bei allem rund um deine Maschine.", "en": "Hello! I can help you with anything about your machine."},
			Starters: map[string][]string{"de": {"Wie entkalke ich meine Maschine?", "Was bedeutet Fehler E7?"}, "en": {"How do I descale my machine?"}},
		}}},
	})
	if err != nil {
		return err
	}
	if err := channel.Listen(context.Background()); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/w.js", channel)
	mux.Handle("/web/", channel)
	mux.HandleFunc("/help/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "article %s", r.URL.Path) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		language := "de"
		if r.URL.Query().Get("language") == "en" {
			language = "en"
		}
		fmt.Fprintf(w, shop, language)
	})
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Printf("{\"shop\":\"http://%s/\"}\n", l.Addr())
	return http.Serve(l, mux)
}
