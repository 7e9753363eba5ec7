package bot

import "slices"

// pictures are the media types that browsers show in place. A drawing (image/svg+xml) is not among them: it can carry a script.
var pictures = []string{"image/png", "image/jpeg", "image/gif", "image/webp"}

// Kind is how a file that somebody attached is shown: ElementImage if browsers can show one of its type in place,
// otherwise ElementFile, to be downloaded.
func (m Media) Kind() ElementKind {
	if slices.Contains(pictures, m.Type) {
		return ElementImage
	}
	return ElementFile
}
