package channeltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lotse-bot/lotse/bot"
)

// mediaIn checks that files are taken by reference, that nothing is fetched for what is not genuine, and that a limit holds.
func mediaIn(t *trial) {
	if !applies(t, "files from customers", t.can.Upload > 0, t.kit.Attach != nil) {
		return
	}
	proof := t.kit.Proof.Headers[0]
	picture := File{Name: "kanne.png", Type: "image/png", Content: bytes.Repeat([]byte("bild"), 500)}
	forged := t.kit.Attach(t.said(1), picture)
	t.refused("a forged file", changed(forged, proof, turned(forged.Header.Get(proof))))
	m := attached(t, 2, picture)
	paper := attached(t, 3, File{Name: "rechnung.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7 leer")})
	if m.ID == paper.ID && m.Remote == paper.Remote && m.URL == paper.URL {
		t.Error("two files go by the same name")
	}
	fetcher, ok := t.adapter.Channel.(bot.Fetcher)
	if !ok {
		if m.Remote != "" {
			t.Error("the file is left with the platform, and the adapter cannot fetch it")
		}
		return
	}
	if got, err := fetch(t.Context(), fetcher, m, t.can.Upload); err != nil || !bytes.Equal(got, picture.Content) {
		t.Errorf("the file came back with %d bytes of %d, error %v", len(got), len(picture.Content), err)
	}
	if _, err := fetch(t.Context(), fetcher, m, int64(len(picture.Content)-1)); !errors.Is(err, bot.ErrTooLarge) {
		t.Errorf("a file one byte over the limit: %v, must be bot.ErrTooLarge", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := fetch(ended, fetcher, m, t.can.Upload); err == nil {
		t.Error("a file was fetched although the time was over")
	}
}

// attached posts a file and gives what became of it.
func attached(t *trial, number int, f File) bot.Media {
	t.Helper()
	kept := t.inbox.count()
	t.taken(f.Type, t.kit.Attach(t.said(number), f))
	in := t.inbox.last()
	if t.inbox.count() != kept+1 || len(in.Elements) != 1 || in.Elements[0].Media == nil {
		t.Fatalf("%s: became %d inbounds, the last with %d elements", f.Type, t.inbox.count()-kept, len(in.Elements))
	}
	e := in.Elements[0]
	if e.Kind != bot.ElementImage && e.Kind != bot.ElementFile {
		t.Errorf("%s: became an element of kind %q", f.Type, e.Kind)
	}
	return *e.Media
}

func fetch(ctx context.Context, f bot.Fetcher, m bot.Media, limit int64) ([]byte, error) {
	content, err := f.Fetch(ctx, m, limit)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(content)
}

// mediaOut checks that kept files arrive whole, and that those which are too large do not go out at all.
func mediaOut(t *trial) {
	if !t.can.Native(bot.ElementFile) {
		t.Log("files to customers: not applicable, as the capabilities say")
		return
	}
	if t.can.Download == 0 {
		t.Fatal("files are native, and the capabilities do not say how large they may be: Download is 0")
	}
	file := func(id string, size int64) bot.Reply {
		m := t.files.add(bot.Media{ID: id, Name: id + ".pdf", Type: "application/pdf", Size: size})
		return bot.Reply{Text: word, Elements: []bot.Element{{Kind: bot.ElementFile, Media: &m}}}
	}
	t.sent("a file", t.delivery(1, file("klein", 5000)))
	if n := carried(t.wire.seen()); n != 5000 {
		t.Errorf("a file of 5000 bytes arrived with %d", n)
	}
	_, err := t.send(t.delivery(2, file("riesig", t.can.Download+1)))
	if n := carried(t.wire.seen()); n != 5000 {
		t.Errorf("a file one byte over the limit went out with %d bytes", n-5000)
	}
	if e, ok := errors.AsType[*bot.SendError](err); err != nil && (!ok || e.Kind != bot.SendRefused) {
		t.Errorf("a file over the limit: %v, must be refused or shown as a link", err)
	}
}

// carried counts the bytes of files that customers got, all of the content they should have.
func carried(seen []Sent) (n int) {
	for _, s := range seen {
		for _, b := range s.File {
			if b != filling {
				panic(fmt.Sprintf("the kit's Sent gives a file that the suite never sent: %q", b))
			}
		}
		n += len(s.File)
	}
	return n
}
