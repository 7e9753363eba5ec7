// Package spot says where in a file of JSON something is wrong.
package spot

import (
	"encoding/json"
	"errors"
)

// Of is the line and column, from 1, at which an error of decoding lies; 0 if it does not say.
func Of(source []byte, err error) (line, column int) {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var offset int64
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	default:
		return 0, 0
	}
	line, column = 1, 1
	for _, b := range source[:min(max(offset-1, 0), int64(len(source)))] {
		if column++; b == '\n' {
			line, column = line+1, 1
		}
	}
	return line, column
}
