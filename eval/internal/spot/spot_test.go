package spot_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/lotse-bot/lotse/eval/internal/spot"
)

func TestWhereJSONIsWrong(t *testing.T) {
	for source, want := range map[string][2]int{
		"{\n \"n\": 1,\n oops}": {3, 2},
		"{\n \"n\": \"one\"}":   {2, 11},
		"":                      {1, 1},
	} {
		var into struct{ N int }
		if line, column := spot.Of([]byte(source), json.Unmarshal([]byte(source), &into)); [2]int{line, column} != want {
			t.Errorf("%q is wrong at %d:%d, want %v", source, line, column, want)
		}
	}
	if line, column := spot.Of([]byte("{}"), errors.New("no place")); line != 0 || column != 0 {
		t.Errorf("an error that says no place is at %d:%d", line, column)
	}
}
