package qdranttest

import (
	"slices"

	api "github.com/qdrant/go-client/qdrant"
)

// accepts tells whether a filter lets a point through: all of must, none of must not, one of should
// (https://qdrant.tech/documentation/concepts/filtering).
func accepts(f *api.Filter, p *api.PointStruct) bool {
	met := func(c *api.Condition) bool { return holds(c, p) }
	for _, c := range f.GetMust() {
		if !met(c) {
			return false
		}
	}
	return !slices.ContainsFunc(f.GetMustNot(), met) && (len(f.GetShould()) == 0 || slices.ContainsFunc(f.GetShould(), met))
}

// holds tells whether a point meets a condition; one of a kind that the stand-in does not know is met by none.
func holds(c *api.Condition, p *api.PointStruct) bool {
	if ids := c.GetHasId(); ids != nil {
		return slices.ContainsFunc(ids.GetHasId(), func(id *api.PointId) bool { return id.GetUuid() == p.GetId().GetUuid() })
	}
	if f := c.GetFilter(); f != nil {
		return accepts(f, p)
	}
	field := c.GetField()
	return slices.ContainsFunc(valuesOf(p.GetPayload()[field.GetKey()]), func(v *api.Value) bool {
		if r := field.GetRange(); r != nil {
			return within(r, v)
		}
		return matches(field.GetMatch(), v)
	})
}

// valuesOf are the values of a field: a condition on a list is met if one of its values meets it.
func valuesOf(v *api.Value) []*api.Value {
	switch {
	case v == nil:
		return nil
	case v.GetListValue() != nil:
		return v.GetListValue().GetValues()
	}
	return []*api.Value{v}
}

func matches(m *api.Match, v *api.Value) bool {
	if b, yes := m.GetMatchValue().(*api.Match_Boolean); yes {
		_, is := v.GetKind().(*api.Value_BoolValue)
		return is && v.GetBoolValue() == b.Boolean
	}
	if _, text := v.GetKind().(*api.Value_StringValue); !text || m == nil {
		return false
	}
	if k, one := m.GetMatchValue().(*api.Match_Keyword); one {
		return v.GetStringValue() == k.Keyword
	}
	return slices.Contains(m.GetKeywords().GetStrings(), v.GetStringValue())
}

// within tells whether a number lies in a range; numbers are compared as floats.
func within(r *api.Range, v *api.Value) bool {
	n := v.GetDoubleValue()
	switch k := v.GetKind().(type) {
	case *api.Value_IntegerValue:
		n = float64(k.IntegerValue)
	case *api.Value_DoubleValue:
	default:
		return false
	}
	return (r.Lt == nil || n < r.GetLt()) && (r.Gt == nil || n > r.GetGt()) && (r.Lte == nil || n <= r.GetLte()) && (r.Gte == nil || n >= r.GetGte())
}
