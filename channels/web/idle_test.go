package web_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/web"
)

// childServes is set in a process that is nothing but a server: what it uses is what the channel uses.
const childServes = "LOTSE_WEB_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childServes) != "" {
		serveAlone()
		return
	}
	os.Exit(m.Run())
}

// serveAlone serves until its standard input ends, tells where, and at /usage what it uses.
func serveAlone() {
	w := open(alone{}, func(o *web.Options) {
		o.Limits.Starts, o.Limits.Address = web.Rate{Every: time.Microsecond, Burst: 1 << 20}, web.Rate{Every: time.Microsecond, Burst: 1 << 20}
		o.Poll = 0 // as served
	})
	mux := http.NewServeMux()
	mux.Handle("/", w)
	mux.HandleFunc("/usage", func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(used()) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() { _ = http.Serve(l, mux) }()
	fmt.Println(l.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// alone is what a server without a test has for one.
type alone struct{}

func (alone) Helper()                        {}
func (alone) Fatal(args ...any)              { panic(fmt.Sprint(args...)) }
func (alone) Fatalf(format string, a ...any) { panic(fmt.Sprintf(format, a...)) }
func (alone) Cleanup(func())                 {}

// A usage is what a process uses, in bytes.
type usage struct {
	Resident, Live float64 // of the process, after a collection; heap that is reachable, and stacks
}

func used() usage {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	var all, resident int64
	statm, _ := os.ReadFile("/proc/self/statm")
	_, _ = fmt.Sscan(string(statm), &all, &resident)
	return usage{Resident: float64(resident) * float64(os.Getpagesize()), Live: float64(s.HeapAlloc + s.StackInuse)}
}

// A quiet browser costs at most 20 KB of the server's memory, its own conversation and all.
func TestAQuietBrowserCostsLittleMemory(t *testing.T) {
	const browsers = 2000
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childServes+"=1")
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = in.Close(), child.Wait() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(line)

	quiet(t, address) // whatever the first one costs
	before := usageOf(t, address)
	for range browsers {
		quiet(t, address)
	}
	after := usageOf(t, address)

	resident, live := (after.Resident-before.Resident)/browsers/1024, (after.Live-before.Live)/browsers/1024
	t.Logf("%.1f KB resident, %.1f KB reachable heap and stack for each of %d quiet browsers", resident, live, browsers)
	if !raceDetector && (resident > 20 || live > 20) {
		t.Error("that is more than 20 KB")
	}
}

func usageOf(t *testing.T, address string) (u usage) {
	t.Helper()
	res, err := http.Get("http://" + address + "/usage")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&u); err != nil {
		t.Fatal(err)
	}
	return u
}

// quiet opens a WebSocket of a conversation of its own, by hand: a client library would need more memory than there is. It is
// open when the browser has everything.
func quiet(t *testing.T, address string) {
	t.Helper()
	res, err := http.Post("http://"+address+"/web/v1/conversations", "application/json", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	var begun struct{ Token string }
	err = json.NewDecoder(res.Body).Decode(&begun)
	res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "GET /web/v1/stream?after=0 HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: %s, %s\r\n\r\n", address, web.Protocol, begun.Token)
	heard, part := []byte{}, make([]byte, 512)
	for !bytes.Contains(heard, []byte(`"ready"`)) {
		n, err := conn.Read(part)
		if err != nil {
			t.Fatalf("after %q: %v", heard, err)
		}
		heard = append(heard, part[:n]...)
	}
}
