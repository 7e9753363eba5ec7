// Package archive reads ZIP archives that somebody else made: bounded in every direction, without ever writing a file. What is
// wrong with one member, or what somebody hid in it, never stops the others.
package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Limits bound what an archive may cost. The zero value is [Default].
type Limits struct {
	Members int   // of the archive and those within it
	Member  int64 // bytes of one, unpacked
	Total   int64 // bytes of all, unpacked
	Ratio   int64 // of a member's unpacked size to its packed one, from a megabyte on; deflate reaches 1,032 at most
	Depth   int   // archives within archives
}

// Default is what a knowledge base may cost. Text packs to a tenth, tables of one value to a fiftieth.
var Default = Limits{Members: 20000, Member: 64 << 20, Total: 1 << 30, Ratio: 200, Depth: 2}

// What can be wrong with an archive or a member.
var (
	ErrNoArchive = errors.New("is no ZIP archive, or a broken one")
	ErrTooMuch   = errors.New("unpacks to more than an archive may hold")
	ErrBomb      = errors.New("unpacks to so much more than it is that it is taken for a bomb")
	ErrLocked    = errors.New("is protected by a password")
	ErrOutside   = errors.New("has a path that leads out of the archive")
	ErrBroken    = errors.New("is broken")
	ErrTooDeep   = errors.New("is an archive within too many others")
	ErrTooLarge  = errors.New("is too large")
)

// A Member is a file within an archive.
type Member struct {
	Name string // its path, with slashes; that of a member of an archive within begins with that archive's
	Data []byte // nil if there is a problem
	Err  error  // what is wrong with it
}

// Each calls each for every file of an archive that is wanted, and for every one that cannot be read. Archives within it are read
// likewise. An error of each, the context's, or one of the whole archive ends it and is returned.
func Each(ctx context.Context, data io.ReaderAt, size int64, l Limits, wanted func(name string) bool, each func(Member) error) error {
	if l == (Limits{}) {
		l = Default
	}
	u := unpacking{Limits: l, wanted: wanted, each: each}
	return u.archive(ctx, "", data, size, 0)
}

// An unpacking counts what was unpacked.
type unpacking struct {
	Limits
	wanted  func(string) bool
	each    func(Member) error
	members int
	total   int64
}

func (u *unpacking) archive(ctx context.Context, within string, data io.ReaderAt, size int64, depth int) error {
	z, err := zip.NewReader(data, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return ErrNoArchive
	}
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if u.members++; u.members > u.Members {
			return ErrTooMuch
		}
		if f.FileInfo().IsDir() || f.Mode()&fs.ModeType != 0 {
			continue // folders, links and devices
		}
		name := strings.ReplaceAll(nameOf(f), `\`, "/")
		if !fs.ValidPath(name) {
			if err := u.each(Member{Name: path.Join(within, path.Clean("/"+name)), Err: ErrOutside}); err != nil {
				return err
			}
			continue
		}
		if err := u.member(ctx, path.Join(within, name), f, depth); err != nil {
			return err
		}
	}
	return nil
}

// member reads one file.
func (u *unpacking) member(ctx context.Context, name string, f *zip.File, depth int) error {
	inner := strings.EqualFold(path.Ext(name), ".zip")
	if !inner && !u.wanted(name) {
		return nil
	}
	if inner && depth == u.Depth {
		return u.each(Member{Name: name, Err: ErrTooDeep})
	}
	data, err := u.unpack(f)
	switch {
	case errors.Is(err, ErrTooMuch):
		return err
	case err != nil:
		return u.each(Member{Name: name, Err: err})
	case !inner:
		return u.each(Member{Name: name, Data: data})
	}
	err = u.archive(ctx, name, bytes.NewReader(data), int64(len(data)), depth+1)
	if errors.Is(err, ErrNoArchive) {
		return u.each(Member{Name: name, Err: err})
	}
	return err
}

// unpack reads a member's bytes. What its header says of its size is not believed.
func (u *unpacking) unpack(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, ErrLocked
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrBroken
	}
	defer r.Close()
	limit, exceeded := u.Member, ErrTooLarge
	if most := max(u.Ratio*int64(f.CompressedSize64), 1<<20); most < limit {
		limit, exceeded = most, ErrBomb
	}
	if rest := u.Total - u.total; rest < limit {
		limit, exceeded = rest, ErrTooMuch
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	u.total += int64(len(data))
	if int64(len(data)) > limit {
		return nil, exceeded
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return data, nil
}

// nameOf is a member's name in UTF-8: old programs write that of DOS, and do not say so.
func nameOf(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := charmap.CodePage850.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "_")
	}
	return name
}
