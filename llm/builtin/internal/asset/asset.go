// Package asset reads and writes the file that holds the weights: named sections, each aligned, so that a program can use
// them where the linker put them.
//
// The layout, all numbers little endian: the magic, the number of sections (uint32), for each section its name (24 bytes
// padded with zeros), offset and length (uint64), and then the sections at multiples of [Align].
package asset

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
)

const (
	magic     = "LOTSE\x00E1"
	nameSize  = 24
	entrySize = nameSize + 16
	// Align is what offsets of sections are multiples of, in bytes: a cache line.
	Align = 64
)

// A Writer collects sections.
type Writer struct {
	names []string
	data  [][]byte
}

// Add adds a section. Names are at most 24 bytes long.
func (w *Writer) Add(name string, data []byte) {
	w.names, w.data = append(w.names, name), append(w.data, data)
}

// AddFloats adds a section of float32.
func (w *Writer) AddFloats(name string, values []float32) {
	data := make([]byte, 0, 4*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	w.Add(name, data)
}

// WriteTo writes the whole file.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	file := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(w.names)))
	offset := padded(len(magic) + 4 + entrySize*len(w.names))
	for i, name := range w.names {
		if len(name) > nameSize {
			return 0, fmt.Errorf("section name %q is longer than %d bytes", name, nameSize)
		}
		file = append(file, name...)
		file = append(file, make([]byte, nameSize-len(name))...)
		file = binary.LittleEndian.AppendUint64(file, uint64(offset))
		file = binary.LittleEndian.AppendUint64(file, uint64(len(w.data[i])))
		offset = padded(offset + len(w.data[i]))
	}
	for _, data := range w.data {
		file = append(file, make([]byte, padded(len(file))-len(file))...)
		file = append(file, data...)
	}
	n, err := out.Write(file)
	return int64(n), err
}

func padded(n int) int { return (n + Align - 1) / Align * Align }

// A File is an opened asset. Its sections share the memory of the string it was opened from.
type File struct{ sections map[string]string }

// Open reads the table of an asset.
func Open(data string) (File, error) {
	if !strings.HasPrefix(data, magic) || len(data) < len(magic)+4 {
		return File{}, fmt.Errorf("not a weights file of this version: it begins with %q", data[:min(len(data), len(magic))])
	}
	f := File{sections: map[string]string{}}
	count := binary.LittleEndian.Uint32([]byte(data[len(magic) : len(magic)+4]))
	table := data[len(magic)+4:]
	for range count {
		if len(table) < entrySize {
			return File{}, fmt.Errorf("the weights file is cut off after %d bytes", len(data))
		}
		entry := []byte(table[:entrySize])
		table = table[entrySize:]
		name := strings.TrimRight(string(entry[:nameSize]), "\x00")
		offset, length := binary.LittleEndian.Uint64(entry[nameSize:]), binary.LittleEndian.Uint64(entry[nameSize+8:])
		if offset > uint64(len(data)) || length > uint64(len(data))-offset {
			return File{}, fmt.Errorf("section %s of the weights file is cut off", name)
		}
		f.sections[name] = data[offset : offset+length]
	}
	return f, nil
}

// Section gives the bytes of a section; it must have the given size unless that is negative.
func (f File) Section(name string, size int) (string, error) {
	s, ok := f.sections[name]
	if !ok {
		return "", fmt.Errorf("the weights file has no section %s", name)
	}
	if size >= 0 && len(s) != size {
		return "", fmt.Errorf("section %s of the weights file has %d bytes instead of %d", name, len(s), size)
	}
	return s, nil
}

// Floats copies a section of float32; it must have n of them unless n is negative.
func (f File) Floats(name string, n int) ([]float32, error) {
	size := n
	if n >= 0 {
		size = 4 * n
	}
	s, err := f.Section(name, size)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(s)/4)
	for i := range out {
		out[i] = Float(s, i)
	}
	return out, nil
}

// Float reads the i-th float32 of a section.
func Float(section string, i int) float32 { return math.Float32frombits(Uint(section, i)) }

// Uint reads the i-th uint32 of a section.
func Uint(section string, i int) uint32 {
	s := section[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
