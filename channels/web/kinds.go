package web

import (
	"bytes"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A fileKind is what a file's content must look like for its name to be believed, and the type it gets.
type fileKind struct {
	looks []string // media types, as [http.DetectContentType] tells them from the first 512 bytes
	as    string   // what it is kept as
}

// What Office writes: archives since 2007, compound files before.
var (
	archive  = []string{"application/zip"}
	compound = []string{"application/x-ole-storage"}
	written  = []string{"text/plain; charset=utf-8", "text/plain; charset=utf-16le", "text/plain; charset=utf-16be"}
)

// compoundFile is how a compound file begins ([MS-CFB] 2.2), which browsers do not tell from other bytes.
var compoundFile = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// fileKinds are the files that are taken, by the extension of their name. Nothing that a browser would run is among them.
var fileKinds = map[string]fileKind{
	".png":  {[]string{"image/png"}, "image/png"},
	".jpg":  {[]string{"image/jpeg"}, "image/jpeg"},
	".jpeg": {[]string{"image/jpeg"}, "image/jpeg"},
	".gif":  {[]string{"image/gif"}, "image/gif"},
	".webp": {[]string{"image/webp"}, "image/webp"},
	".pdf":  {[]string{"application/pdf"}, "application/pdf"},
	".txt":  {written, "text/plain; charset=utf-8"},
	".csv":  {written, "text/csv; charset=utf-8"},
	".doc":  {compound, "application/msword"},
	".xls":  {compound, "application/vnd.ms-excel"},
	".ppt":  {compound, "application/vnd.ms-powerpoint"},
	".docx": {archive, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	".xlsx": {archive, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	".pptx": {archive, "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	".odt":  {archive, "application/vnd.oasis.opendocument.text"},
	".ods":  {archive, "application/vnd.oasis.opendocument.spreadsheet"},
}

// accepted lists what is taken, as the accept attribute of an input.
func accepted() string { return strings.Join(slices.Sorted(maps.Keys(fileKinds)), ",") }

// kindOf tells the type of a file by its name and its first bytes; ok is false if the two do not belong together or it is
// nothing that is taken. A picture's own type counts, whatever it is called.
func kindOf(name string, head []byte) (mediaType string, ok bool) {
	looks := http.DetectContentType(head)
	if bytes.HasPrefix(head, compoundFile) {
		looks = compound[0]
	}
	if (bot.Media{Type: looks}).Kind() == bot.ElementImage {
		return looks, true
	}
	k, ok := fileKinds[strings.ToLower(path.Ext(name))]
	if !ok || !slices.Contains(k.looks, looks) {
		return "", false
	}
	return k.as, true
}
