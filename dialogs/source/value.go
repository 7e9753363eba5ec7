package source

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A Value is a YAML value, the place where it stands, and where faults in it are collected.
type Value struct {
	Place
	node   ast.Node
	faults *Faults
}

// A Pair is one entry of a mapping.
type Pair struct {
	Key   string
	At    Place // of the key
	Value Value
}

// Parse reads a file of one YAML document. It is not ok if the file is no YAML or is empty; the fault says where and why.
func Parse(file string, data []byte, faults *Faults) (v Value, ok bool) {
	start := Place{File: file, Line: 1, Column: 1}
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		faults.Error(broken(file, err))
		return Value{}, false
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		faults.Error(start, "the file is empty or holds several documents", "write exactly one document, without lines of ---")
		return Value{}, false
	}
	return value(file, parsed.Docs[0].Body, faults), true
}

// broken says where the parser stopped, why, and what mostly helps.
func broken(file string, err error) (at Place, problem, remedy string) {
	at = Place{File: file, Line: 1, Column: 1}
	problem = err.Error()
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		problem = syntax.GetMessage()
		if tk := syntax.GetToken(); tk != nil && tk.Position != nil {
			at.Line, at.Column = tk.Position.Line, tk.Position.Column
		}
	}
	problem, _, _ = strings.Cut(problem, "\n")
	return at, "this is not YAML: " + problem, `check the indentation, and put texts with ":", "#", "{" or "[" in quotes`
}

func value(file string, node ast.Node, faults *Faults) Value {
	if tag, ok := node.(*ast.TagNode); ok {
		node = tag.Value
	}
	v := Value{Place: Place{File: file}, node: node, faults: faults}
	if tk := first(node); tk != nil && tk.Position != nil {
		v.Line, v.Column = tk.Position.Line, tk.Position.Column
	}
	return v
}

// first is the token at which a value begins: a mapping begins with its first key, not with its first colon.
func first(node ast.Node) *token.Token {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return first(n.Values[0])
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	case *ast.LiteralNode:
		return n.Start
	case nil:
		return nil
	}
	return node.GetToken()
}

// Error reports a fault in this value that stops the bot.
func (v Value) Error(problem, remedy string) { v.faults.Error(v.Place, problem, remedy) }

// Faults is where faults in this value go.
func (v Value) Faults() *Faults { return v.faults }

// Empty is true of a key without a value.
func (v Value) Empty() bool {
	_, null := v.node.(*ast.NullNode)
	return v.node == nil || null
}

// Text is a scalar as it was written: 007 stays 007.
func (v Value) Text() (text string, ok bool) {
	switch n := v.node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// Pairs are the entries of a mapping, in the order in which they were written.
func (v Value) Pairs() (pairs []Pair, ok bool) {
	var values []*ast.MappingValueNode
	switch n := v.node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return nil, false
	}
	for _, n := range values {
		key := value(v.File, n.Key, v.faults)
		pairs = append(pairs, Pair{Key: n.Key.GetToken().Value, At: key.Place, Value: value(v.File, n.Value, v.faults).orAt(key.Place)})
	}
	return pairs, true
}

// Items are the entries of a list.
func (v Value) Items() (items []Value, ok bool) {
	n, ok := v.node.(*ast.SequenceNode)
	if !ok {
		return nil, false
	}
	for _, item := range n.Values {
		items = append(items, value(v.File, item, v.faults).orAt(v.Place))
	}
	return items, true
}

// orAt gives a value without a token of its own the place of what it belongs to.
func (v Value) orAt(p Place) Value {
	if v.Line == 0 || v.Empty() {
		v.Place = p
	}
	return v
}

// Kind says what the value is, for a reader.
func (v Value) Kind() string {
	switch v.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AliasNode, *ast.AnchorNode:
		return "an anchor or alias"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number"
	}
	if v.Empty() {
		return "nothing"
	}
	return "a text"
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
