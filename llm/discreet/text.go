package discreet

import "github.com/lotse-bot/lotse/lang/private"

// Text puts the kind of what is personal in its place.
func Text(f *private.Finder, text string) string { return Embedder{Finder: f}.mask(text) }
