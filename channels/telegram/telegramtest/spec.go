package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A spec is the machine-readable description of the Bot API. A nil one checks nothing.
type spec struct {
	Methods map[string]described `json:"methods"`
	Types   map[string]described `json:"types"`
}

type described struct {
	Fields   []field  `json:"fields"`
	Subtypes []string `json:"subtypes"`
}

type field struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Required bool     `json:"required"`
}

// loadSpec reads telegram-api.json. LOTSE_REQUIRE demands it.
func loadSpec(t testing.TB) *spec {
	t.Helper()
	s, err := readSpec()
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("LOTSE_REQUIRE") == "" {
		return nil
	}
	if err != nil {
		t.Fatalf("read telegram-api.json, which LOTSE_DATA should name: %v", err)
	}
	return s
}

var readSpec = sync.OnceValues(func() (*spec, error) {
	raw, err := os.ReadFile(filepath.Join(os.Getenv("LOTSE_DATA"), "channels", "telegram-api.json"))
	if err != nil {
		return nil, err
	}
	var s spec
	return &s, json.Unmarshal(raw, &s)
})

// check says what is wrong with a request, or nothing.
func (s *spec) check(method string, p params) string {
	if s == nil {
		return ""
	}
	m, ok := s.Methods[method]
	if !ok {
		return "there is no such method"
	}
	known := map[string]field{}
	for _, f := range m.Fields {
		known[f.Name] = f
		if _, file := p.files[f.Name]; f.Required && p.values[f.Name] == "" && !file {
			return f.Name + " is required"
		}
	}
	for name, value := range p.values {
		f, ok := known[name]
		if !ok {
			return "there is no field " + name
		}
		if wrong := s.param(f, value); wrong != "" {
			return name + " " + wrong
		}
	}
	for name := range p.files {
		if f, ok := known[name]; ok && !slices.Contains(f.Types, "InputFile") {
			return name + " takes no file"
		}
	}
	return ""
}

// param checks a field of a form: numbers and truths as text, objects as JSON.
func (s *spec) param(f field, value string) string {
	if slices.Contains(f.Types, "String") {
		return ""
	}
	var wrong string
	for _, t := range f.Types {
		if wrong = s.text(t, value); wrong == "" {
			return ""
		}
	}
	return wrong
}

func (s *spec) text(kind, value string) string {
	var err error
	switch kind {
	case "Integer":
		_, err = strconv.ParseInt(value, 10, 64)
	case "Float":
		_, err = strconv.ParseFloat(value, 64)
	case "Boolean":
		_, err = strconv.ParseBool(value)
	default:
		var v any
		if json.Unmarshal([]byte(value), &v) != nil {
			return "is not JSON, must be " + kind
		}
		return s.value(kind, v)
	}
	if err != nil {
		return "is not " + kind
	}
	return ""
}

// value checks a decoded value of a kind.
func (s *spec) value(kind string, v any) string {
	if of, ok := strings.CutPrefix(kind, "Array of "); ok {
		all, ok := v.([]any)
		if !ok {
			return "must be " + kind
		}
		for i, one := range all {
			if wrong := s.value(of, one); wrong != "" {
				return fmt.Sprintf("[%d] %s", i, wrong)
			}
		}
		return ""
	}
	var ok bool
	switch kind {
	case "Integer":
		var n float64
		n, ok = v.(float64)
		ok = ok && n == float64(int64(n))
	case "Float":
		_, ok = v.(float64)
	case "Boolean":
		_, ok = v.(bool)
	case "String":
		_, ok = v.(string)
	default:
		return s.object(kind, v)
	}
	if !ok {
		return "must be " + kind
	}
	return ""
}

func (s *spec) object(kind string, v any) string {
	t, known := s.Types[kind]
	o, ok := v.(map[string]any)
	switch {
	case !known:
		return "is of an unknown type " + kind
	case !ok:
		return "must be " + kind
	case len(t.Subtypes) > 0:
		wrong := ""
		for _, sub := range t.Subtypes {
			if wrong = s.object(sub, v); wrong == "" {
				return ""
			}
		}
		return wrong
	}
	return s.fields(t, o)
}

func (s *spec) fields(t described, o map[string]any) string {
	known := map[string]bool{}
	for _, f := range t.Fields {
		known[f.Name] = true
		v, there := o[f.Name]
		if !there {
			if f.Required {
				return "lacks " + f.Name
			}
			continue
		}
		wrong := ""
		for _, kind := range f.Types {
			if wrong = s.value(kind, v); wrong == "" {
				break
			}
		}
		if wrong != "" {
			return f.Name + " " + wrong
		}
	}
	for name := range o {
		if !known[name] {
			return "has no field " + name
		}
	}
	return ""
}
