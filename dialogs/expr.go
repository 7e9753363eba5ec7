package dialogs

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// An Expr is an expression of expr-lang over the slots, compiled when the flow is checked. It sees slots, a few pure
// functions, and nothing of the program around it.
type Expr struct {
	Source  string
	Place   source.Place
	program *vm.Program
	always  any      // the value of an expression that is a number or a date
	uses    []string // slots it names
	guarded bool     // it looks for itself whether a slot is filled
}

// Bounds of one expression: nodes of its syntax tree, and what it may build while it runs, in the units of expr-lang (about one per
// element of a list or map it makes).
const (
	maxNodes = 500
	maxBuilt = 10_000
)

// Empty is true of an expression that was not written.
func (x *Expr) Empty() bool { return x.Source == "" }

// DecodeYAML reads an expression; numbers and true or false may be written bare.
func (x *Expr) DecodeYAML(v source.Value) {
	x.Place = v.Place
	s, ok := v.Text()
	if !ok {
		v.Wants("an expression")
		return
	}
	x.Source = s
}

var isoDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// functions an expression may call. Dates are texts, 2006-01-02, so that they compare and are saved as they are.
var functions = []expr.Option{
	expr.Function("days", func(p ...any) (any, error) {
		from, err := time.Parse(time.DateOnly, p[0].(string))
		if err != nil {
			return nil, fmt.Errorf("days: %q is no date", p[0])
		}
		to, err := time.Parse(time.DateOnly, p[1].(string))
		if err != nil {
			return nil, fmt.Errorf("days: %q is no date", p[1])
		}
		return int(to.Sub(from).Hours() / 24), nil
	}, new(func(string, string) int)),
	expr.Function("plus", func(p ...any) (any, error) {
		day, err := time.Parse(time.DateOnly, p[0].(string))
		if err != nil {
			return nil, fmt.Errorf("plus: %q is no date", p[0])
		}
		return day.AddDate(0, 0, p[1].(int)).Format(time.DateOnly), nil
	}, new(func(string, int) string)),
	expr.Function("iso", func(p ...any) (any, error) { return p[0], nil }, new(func(string) string)),
	expr.Function("filled", func(p ...any) (any, error) { return p[0] != nil && p[0] != "", nil }, new(func(any) bool)),
}

// builtins of expr-lang that stay: small, pure, and of the slots alone.
var builtins = []string{
	"len", "lower", "upper", "trim", "split", "join", "replace", "hasPrefix", "hasSuffix", "indexOf",
	"abs", "ceil", "floor", "round", "int", "float", "string", "min", "max", "sum", "first", "last", "keys", "values",
	"all", "any", "none", "one", "filter", "map", "find", "count", "get", "toJSON",
}

// compile translates the expression for slots of the given types.
func (x *Expr) compile(env types.Map, wantBool bool) error {
	code := x.Source
	if isoDate.MatchString(code) {
		x.always, code = code, `"`+code+`"`
	}
	if n, err := strconv.ParseFloat(code, 64); err == nil {
		x.always = n
	}
	options := []expr.Option{expr.Env(env), expr.MaxNodes(maxNodes), expr.DisableAllBuiltins()}
	for _, b := range builtins {
		options = append(options, expr.EnableBuiltin(b))
	}
	options = append(options, functions...)
	if wantBool {
		options = append(options, expr.AsBool())
	}
	program, err := expr.Compile(code, options...)
	if err != nil {
		return err
	}
	x.program = program
	return x.inspect(code)
}

// inspect notes which slots the expression names, and whether it minds that they may be empty.
func (x *Expr) inspect(code string) error {
	tree, err := parser.Parse(code)
	if err != nil {
		return err
	}
	ast.Walk(&tree.Node, x)
	return nil
}

// Visit is called for every node of the syntax tree.
func (x *Expr) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		x.uses = append(x.uses, n.Value)
	case *ast.NilNode, *ast.ChainNode:
		x.guarded = true
	case *ast.BinaryNode:
		x.guarded = x.guarded || n.Operator == "??"
	case *ast.CallNode:
		if f, ok := n.Callee.(*ast.IdentifierNode); ok {
			x.guarded = x.guarded || f.Value == "filled"
		}
	}
}

var machines = sync.Pool{New: func() any { return &vm.VM{MemoryBudget: maxBuilt} }}

// run works the expression out.
func (x *Expr) run(env map[string]any) (any, error) {
	if x.always != nil {
		return x.always, nil
	}
	machine := machines.Get().(*vm.VM)
	defer machines.Put(machine)
	out, err := machine.Run(x.program, env)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: work out %q: %w", x.Place.File, x.Place.Line, x.Source, err)
	}
	return out, nil
}
