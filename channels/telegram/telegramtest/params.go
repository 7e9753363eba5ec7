package telegramtest

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// A params is what came with a request.
type params struct {
	values map[string]string
	files  map[string]*file
}

// largest is what a request may hold: the largest upload and what goes with it.
const largest = 60 << 20

func readParams(r *http.Request) (p params, err error) {
	p = params{values: map[string]string{}, files: map[string]*file{}}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		if err := r.ParseMultipartForm(largest); err != nil {
			return p, fmt.Errorf("the form cannot be read: %w", err)
		}
		for field, all := range r.MultipartForm.File {
			f, err := all[0].Open()
			if err != nil {
				return p, err
			}
			content, err := io.ReadAll(f)
			if err != nil {
				return p, err
			}
			p.files[field] = &file{name: all[0].Filename, content: content}
		}
	} else if err := r.ParseForm(); err != nil {
		return p, fmt.Errorf("the form cannot be read: %w", err)
	}
	for field, all := range r.Form {
		p.values[field] = all[0]
	}
	return p, nil
}

func (p params) int(field string) int64 {
	n, _ := strconv.ParseInt(p.values[field], 10, 64) // 0 for none, as the API takes it
	return n
}
