package lang

import "golang.org/x/text/unicode/norm"

// Compose writes every letter with its marks as one character where there is such a one (Unicode's form C): an ä that some
// editors and file systems write as a and two dots is the ä of others.
func Compose(text string) string { return norm.NFC.String(text) }
