// Serve shows the widget with a scripted bot behind it: go run ./channels/web/internal/stage/serve -listen 127.0.0.1:8099
package main

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"log"
	"log/slog"
	"math"
	"net"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
	"github.com/lotse-bot/lotse/pages"
)

const shop = `<!doctype html><html lang="de"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<body style="font-family:sans-serif;margin:3rem"><h1>Ein Laden</h1><p>Guten Tag. <a href="#x">Ein Link</a></p>
<script async src="/w.js" data-language="%s" data-accent="#b04f22"%s></script></body></html>`

// identitySecret signs who the shop's customers are: /?user=mia is Mia.
const identitySecret = "stage stage stage stage stage stage"

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
	bell, customers := &stage.Bell{}, &stage.Customers{}
	player := stage.Player{Ledger: stage.NewLedger(bell), Pace: 400 * time.Millisecond}
	look := web.Look{
		Greeting: map[string]string{"de": "Hallo! Ich helfe dir bei allem rund um deine Maschine.", "en": "Hello! I can help you with anything about your machine."},
		Starters: map[string][]string{"de": {"Wie entkalke ich meine Maschine?", "Was bedeutet Fehler E7?"}, "en": {"How do I descale my machine?"}},
		Plain:    true,
	}
	themed := look
	themed.Name, themed.Accent = "Brunnen", "#7a2e8e"
	themed.Theme = web.Theme{Light: map[string]string{"ground": "#fffdf8", "ground-2": "#f6efe2"}, Radius: "2px", Font: []string{"Georgia", "serif"}, Side: "left"}
	keys := []web.Key{{Kind: "HS256", Secret: "stage"}}
	channel, err := web.New(web.Options{
		Accept: player, Read: player, Bell: bell, Now: time.Now, Secret: secret, Pages: pages.Files(),
		AgentName: func(context.Context, string) string { return "Anna" },
		Log:       slog.Default(),
		Customers: customers, Locate: customers.Locate, Files: &stage.Files{}, Receipts: &stage.Receipts{},
		Secrets: func(string) string { return identitySecret },
		Sites: []web.Site{
			{Origins: []string{origin}, Identity: keys, Look: look},
			{Name: "themed", Origins: []string{origin}, Look: themed},
		},
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
	mux.Handle("/chat", channel)
	mux.Handle("/chat/", channel)
	mux.HandleFunc("/help/machine.png", drawn)
	mux.HandleFunc("/help/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "article %s", r.URL.Path) })
	mux.HandleFunc("/{$}", showShop)
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Printf("{\"shop\":\"http://%s/\"}\n", l.Addr())
	return http.Serve(l, mux)
}

// showShop shows a page that embeds the widget: ?language=en, ?site=themed, ?user=mia.
func showShop(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	q := r.URL.Query()
	attributes := ""
	if site := q.Get("site"); site != "" {
		attributes += fmt.Sprintf(" data-site=%q", html.EscapeString(site))
	}
	if user := q.Get("user"); user != "" {
		attributes += fmt.Sprintf(" data-identity=%q", html.EscapeString(identify(user)))
	}
	fmt.Fprintf(w, shop, html.EscapeString(cmp.Or(q.Get("language"), "de")), attributes)
}

// identify signs who a customer is, as a shop's server would.
func identify(user string) string {
	part := func(v any) string {
		b, _ := json.Marshal(v) // maps of strings and numbers always marshal
		return base64.RawURLEncoding.EncodeToString(b)
	}
	claims := part(map[string]string{"alg": "HS256", "typ": "JWT"}) + "." + part(map[string]any{"sub": user, "exp": time.Now().Add(time.Hour).Unix()})
	mac := hmac.New(sha256.New, []byte(identitySecret))
	mac.Write([]byte(claims))
	return claims + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// drawn is a picture: circles around a dot.
func drawn(w http.ResponseWriter, _ *http.Request) {
	m := image.NewRGBA(image.Rect(0, 0, 640, 400))
	for y := range 400 {
		for x := range 640 {
			far := math.Hypot(float64(x-320), float64(y-200))
			m.Set(x, y, color.RGBA{uint8(90 + 60*math.Sin(far/18)), uint8(120 + y/8), 150, 255})
		}
	}
	w.Header().Set("Content-Type", "image/png")
	_ = png.Encode(w, m) // an error here means that the client is gone
}
