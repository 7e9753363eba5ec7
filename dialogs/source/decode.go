package source

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// A Decoder reads itself from a value.
type Decoder interface{ DecodeYAML(v Value) }

// Decode fills what into points to. Structs name their keys with the tag `yaml:"key"`; a field of type Place tagged
// `yaml:",place"` receives the struct's own place. Without except, keys no field knows are faults.
func (v Value) Decode(into any, except ...string) {
	v.decode(reflect.ValueOf(into).Elem(), except)
}

// unmarshaler is how types that know nothing of this package read themselves.
type unmarshaler interface {
	UnmarshalYAML(read func(any) error) error
}

var durationType = reflect.TypeFor[time.Duration]()

func (v Value) decode(to reflect.Value, except []string) {
	if d, ok := to.Addr().Interface().(Decoder); ok {
		d.DecodeYAML(v)
		return
	}
	if u, ok := to.Addr().Interface().(unmarshaler); ok {
		if err := u.UnmarshalYAML(func(into any) error { return yaml.NodeToValue(v.node, into) }); err != nil {
			v.Error(firstLine(err), "see the documentation of this key")
		}
		return
	}
	if to.Type() == durationType {
		v.scalar(to, "a time such as 30s, 20m, 24h or 30d", func(s string) error {
			d, err := duration(s)
			to.SetInt(int64(d))
			return err
		})
		return
	}
	switch to.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		v.decode(to.Elem(), except)
	case reflect.Struct:
		v.decodeStruct(to, except)
	case reflect.Map:
		v.decodeMap(to)
	case reflect.Slice:
		v.decodeSlice(to)
	default:
		v.decodeScalar(to)
	}
}

// duration reads a length of time; days, which the standard library does not know, have 24 hours.
func duration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		return time.Duration(n * 24 * float64(time.Hour)), err
	}
	return time.ParseDuration(s)
}

func (v Value) decodeScalar(to reflect.Value) {
	switch to.Kind() {
	case reflect.String:
		v.scalar(to, "a text", func(s string) error { to.SetString(s); return nil })
	case reflect.Bool:
		v.scalar(to, "true or false", func(s string) error {
			b, err := strconv.ParseBool(s)
			to.SetBool(b)
			return err
		})
	case reflect.Int, reflect.Int64:
		v.scalar(to, "a whole number", func(s string) error {
			n, err := strconv.ParseInt(s, 10, 64)
			to.SetInt(n)
			return err
		})
	case reflect.Float64:
		v.scalar(to, "a number", func(s string) error {
			n, err := strconv.ParseFloat(s, 64)
			to.SetFloat(n)
			return err
		})
	default:
		panic(fmt.Sprintf("source: cannot read into %s", to.Type()))
	}
}

func (v Value) scalar(to reflect.Value, want string, set func(string) error) {
	s, ok := v.Text()
	if !ok || set(s) != nil {
		to.SetZero()
		v.Wants(want)
	}
}

// Wants reports that something else must stand here.
func (v Value) Wants(want string) {
	v.Error(fmt.Sprintf("here stands %s, but %s belongs here", v.Kind(), want), "write "+want)
}

func (v Value) decodeStruct(to reflect.Value, except []string) {
	known := keys(to, v.Place)
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a mapping (key: value)")
		return
	}
	for _, p := range pairs {
		field, ok := known[p.Key]
		switch {
		case ok:
			p.Value.decode(field, nil)
		case !slices.Contains(except, p.Key):
			v.faults.Error(p.At, fmt.Sprintf("nobody knows the key %q here", p.Key), DidYouMean(p.Key, names(known, except)))
		}
	}
}

// keys maps the keys of a struct to its fields, embedded structs included.
func keys(to reflect.Value, at Place) map[string]reflect.Value {
	known := map[string]reflect.Value{}
	for i := range to.NumField() {
		f := to.Type().Field(i)
		key, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case option == "place":
			to.Field(i).Set(reflect.ValueOf(at))
		case option == "inline":
			for k, field := range keys(to.Field(i), at) {
				known[k] = field
			}
		case key != "" && key != "-":
			known[key] = to.Field(i)
		}
	}
	return known
}

func names(known map[string]reflect.Value, more []string) []string {
	all := slices.Clone(more)
	for k := range known {
		all = append(all, k)
	}
	return all
}

func (v Value) decodeMap(to reflect.Value) {
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a mapping (name: value)")
		return
	}
	to.Set(reflect.MakeMap(to.Type()))
	for _, p := range pairs {
		item := reflect.New(to.Type().Elem()).Elem()
		p.Value.decode(item, nil)
		to.SetMapIndex(reflect.ValueOf(p.Key), item)
	}
}

func (v Value) decodeSlice(to reflect.Value) {
	items, ok := v.Items()
	if !ok {
		v.Wants("a list (lines that begin with -)")
		return
	}
	to.Set(reflect.MakeSlice(to.Type(), len(items), len(items)))
	for i, item := range items {
		item.decode(to.Index(i), nil)
	}
}
