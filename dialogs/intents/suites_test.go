package intents_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/dialogs/intents"
)

type row struct{ Text, Lang, Intent string }

func read(t testing.TB, path string) (rows []row) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func TestSuites(t *testing.T) {
	data := os.Getenv("LOTSE_DATA")
	if data == "" {
		t.Skip()
	}
	for _, name := range []string{"hint3_sofmattress", "hint3_powerplay11", "hwu64_10", "roboai_de", "braun2017_chatbot", "clinc150"} {
		if only := os.Getenv("ONLY"); only != "" && only != name {
			continue
		}
		var examples []intents.Example
		for _, r := range read(t, filepath.Join(data, "suites", name, "train.jsonl")) {
			examples = append(examples, intents.Example{Text: r.Text, Language: r.Lang, Intent: r.Intent})
		}
		start := time.Now()
		c := intents.Train(examples)
		trained := time.Since(start)
		file := os.Getenv("SPLIT")
		if file == "" {
			file = "test"
		}
		right, in, oos := 0, 0, 0
		var ins, outs []float64
		var cal []point
		start = time.Now()
		rows := read(t, filepath.Join(data, "suites", name, file+".jsonl"))
		for _, r := range rows {
			got := c.Classify(r.Text, r.Lang)
			top := intents.Scored{}
			if len(got) > 0 {
				top = got[0]
			}
			cal = append(cal, point{top.Confidence, top.Intent == r.Intent})
			if r.Intent == "oos" {
				oos++
				outs = append(outs, top.Confidence)
				continue
			}
			in++
			ins = append(ins, top.Confidence)
			if top.Intent == r.Intent {
				right++
			}
		}
		per := time.Since(start) / time.Duration(len(rows))
		t.Logf("%-20s accuracy %.3f auroc %.3f ece %.3f train %s per %s (in %d oos %d)", name, float64(right)/float64(in), auroc(ins, outs), ece(cal), trained.Round(time.Millisecond), per, in, oos)
	}
}

type point struct {
	c     float64
	right bool
}

func ece(ps []point) float64 {
	var n, hit [10]float64
	var sum [10]float64
	for _, p := range ps {
		b := min(int(p.c*10), 9)
		n[b]++
		sum[b] += p.c
		if p.right {
			hit[b]++
		}
	}
	e := 0.0
	for b := range n {
		d := sum[b] - hit[b]
		if d < 0 {
			d = -d
		}
		e += d
	}
	return e / float64(len(ps))
}

func auroc(ins, outs []float64) float64 {
	if len(outs) == 0 {
		return 0
	}
	slices.Sort(outs)
	sum := 0.0
	for _, x := range ins {
		lo, _ := slices.BinarySearch(outs, x)
		hi := lo
		for hi < len(outs) && outs[hi] == x {
			hi++
		}
		sum += float64(lo) + float64(hi-lo)/2
	}
	return sum / float64(len(ins)*len(outs))
}
