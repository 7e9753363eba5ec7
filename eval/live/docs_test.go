package live_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/live"
)

// Programs read the report, so that every field of it is documented, and so is every figure.
func TestTheReportIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/live.md")
	if err != nil {
		t.Fatal(err)
	}
	_, form, found := strings.Cut(string(text), "## The report as JSON")
	if !found {
		t.Fatal("the report's form is not documented")
	}
	for _, name := range fields(reflect.TypeFor[live.Report](), map[reflect.Type]bool{}) {
		if !regexp.MustCompile("[`{ ]" + name + "[`},]").MatchString(form) {
			t.Errorf("the field %s is not documented", name)
		}
	}
	l := log{}
	l.turn("a", "", "web", 1, func(t *bot.Turn) {
		waitsAt("order/serial")(t)
		t.Decision.Kind = bot.Rephrase
	})
	r := measure(t, l, week)
	for _, f := range r.Figures {
		if !strings.Contains(string(text), "`"+f.Metric+"`") {
			t.Errorf("the metric %s is not documented", f.Metric)
		}
	}
}

// fields are the names that a type's fields have as JSON, and those within it.
func fields(t reflect.Type, seen map[reflect.Type]bool) (all []string) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() || seen[t] {
		return nil
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			all = append(all, name)
		}
		all = append(all, fields(f.Type, seen)...)
	}
	return all
}

// What version 1 has, version 1 keeps: a field that goes or is renamed is another version.
func TestTheFormOfVersion1(t *testing.T) {
	text, err := asJSON(measure(t, log{}, week))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got["version"] != float64(live.Version) || live.Version != 1 {
		t.Fatalf("this is version %v: write down what it has", got["version"])
	}
	for _, name := range []string{
		"from", "to", "days", "contacts", "conversations", "customers", "pending", "results", "figures", "times", "segments", "flows", "drivers", "worst",
	} {
		if _, there := got[name]; !there {
			t.Errorf("version 1 lost the field %s", name)
		}
	}
}
