// Package pages holds the built pages of lotse: the loader that shops embed, the customers' widget and the agents' desk.
// Their TypeScript sources are in src; `npm run build` writes dist, which is committed, so that `go build` needs no Node.
package pages

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files are the built pages: w.js, web/index.html and what it loads, desk/index.html and what it loads.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // dist is part of the binary: it cannot be missing at run time
	}
	return files
}
