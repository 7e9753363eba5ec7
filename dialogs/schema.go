package dialogs

import (
	"maps"
	"reflect"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// Schema describes flow files to editors, made from the types they are read into: JSON Schema, draft 2020-12. More kinds of
// steps than [Kinds] may be given.
func Schema(more ...Kind) *jsonschema.Schema {
	s := object(reflect.TypeFor[Flow]())
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.Title, s.Description = "A flow of lotse", "One flow: when it starts, what it asks for, and its steps."
	s.Required = []string{"steps"}
	var kinds []*jsonschema.Schema
	for _, k := range append(Kinds(), more...) {
		kinds = append(kinds, stepSchema(k))
	}
	s.Properties["steps"] = &jsonschema.Schema{Type: "array", MinItems: new(1), Items: &jsonschema.Schema{AnyOf: kinds}}
	return s
}

func stepSchema(k Kind) *jsonschema.Schema {
	s := object(reflect.TypeOf(k.New()).Elem())
	s.Title, s.Description, s.Required = k.Name, k.Doc, []string{k.Name}
	s.Properties["id"] = &jsonschema.Schema{Type: "string", Description: "the name other steps jump to"}
	s.Properties["then"] = &jsonschema.Schema{Type: "string", Description: "the step that follows; without it the next one"}
	return s
}

// special describes types that read themselves; nil for others.
func special(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Text]():
		return oneOrByLanguage(variants())
	case reflect.TypeFor[Terms]():
		return oneOrByLanguage(texts())
	case reflect.TypeFor[Expr](), reflect.TypeFor[source.Word]():
		return scalar()
	case reflect.TypeFor[time.Duration]():
		return &jsonschema.Schema{Type: "string", Pattern: `^(([0-9.]+(ms|s|m|h))+|[0-9.]+d)$`}
	case reflect.TypeFor[HandoffTo]():
		s := object(t)
		s.Type, s.Types = "", []string{"object", "boolean", "null"}
		return s
	case reflect.TypeFor[Cards]():
		card := object(reflect.TypeFor[Card]())
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "array", Items: card}, {
			Type: "object", Required: []string{"of", "card"}, AdditionalProperties: nothing(),
			Properties: map[string]*jsonschema.Schema{"of": scalar(), "card": card.CloneSchemas()},
		}}}
	case reflect.TypeFor[Field]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{scalar(), object(t)}}
	case reflect.TypeFor[Choice]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{scalar(), {
			Type: "object", Required: []string{"value"}, AdditionalProperties: variants(),
			Properties: map[string]*jsonschema.Schema{"value": scalar(), "also": oneOrByLanguage(texts())},
		}}}
	}
	return nil
}

// schemaOf describes values of a type.
func schemaOf(t reflect.Type) *jsonschema.Schema {
	if s := special(t); s != nil {
		return s
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Struct:
		return object(t)
	case reflect.Map:
		return &jsonschema.Schema{Type: "object", AdditionalProperties: schemaOf(t.Elem())}
	case reflect.Slice:
		return &jsonschema.Schema{Type: "array", Items: schemaOf(t.Elem())}
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &jsonschema.Schema{Type: "integer"}
	case reflect.Float64:
		return &jsonschema.Schema{Type: "number"}
	}
	return &jsonschema.Schema{Type: "string"}
}

// object describes a struct by its yaml tags.
func object(t reflect.Type) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: nothing()}
	for f := range t.Fields() {
		key, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case option == "inline":
			maps.Copy(s.Properties, object(f.Type).Properties)
		case key != "" && key != "-":
			s.Properties[key] = schemaOf(f.Type)
		}
	}
	return s
}

func nothing() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

func scalar() *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"string", "number", "boolean"}}
}

func texts() *jsonschema.Schema { return &jsonschema.Schema{Type: "array", Items: scalar()} }

// variants are one text, or a list of them.
func variants() *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{scalar(), texts()}}
}

func oneOrByLanguage(s *jsonschema.Schema) *jsonschema.Schema {
	by := &jsonschema.Schema{Type: "object", AdditionalProperties: s}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s.CloneSchemas(), by}}
}
