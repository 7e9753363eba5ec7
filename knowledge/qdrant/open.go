package qdrant

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	api "github.com/qdrant/go-client/qdrant"
)

// points is the version of what points are made of. It is part of a collection's name, so that a better form is built beside
// the old one.
const points = "2"

// Open makes an index of an address like qdrant://host:6334/name; qdrants:// uses TLS, and ?key=... is the API key. Embedder is
// the name of what makes the vectors, and width how many numbers they have; both are empty without one. Nothing is sent yet.
func Open(address, embedder string, width int) (*Index, error) {
	u, err := url.Parse(address)
	name := ""
	if err == nil {
		name = strings.Trim(u.Path, "/")
	}
	if err != nil || u.Hostname() == "" || name == "" || u.Scheme != "qdrant" && u.Scheme != "qdrants" {
		return nil, errors.New("the address of the index cannot be read; expected qdrant://host:6334/name")
	}
	port := 6334
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil {
			return nil, fmt.Errorf("the port of the index is no number: %w", err)
		}
	}
	client, err := api.NewClient(&api.Config{
		Host: u.Hostname(), Port: port, APIKey: u.Query().Get("key"), UseTLS: u.Scheme == "qdrants",
		SkipCompatibilityCheck: true, PoolSize: 1,
	})
	if err != nil {
		return nil, fmt.Errorf("connect to Qdrant at %s: %w", u.Host, err)
	}
	mark := short(points, embedder, strconv.Itoa(width))
	return &Index{
		client: client, server: u.Host, alias: name, own: name + "_" + mark, dense: "dense_" + short(embedder), width: width,
		turn: make(chan struct{}, 1),
	}, nil
}

// short is a name for parts: the same for the same ones (SHA-256, 40 bits, base 32).
func short(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// pointID derives a UUID (version 8) from a passage's ID, so that writing twice writes the same point.
func pointID(passage string) string {
	b := sha256.Sum256([]byte(passage))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
