package access

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password's hash: argon2id with 19 MiB, two passes, one lane, the least that OWASP's password storage cheat
// sheet recommends (2024). Takes about 20 ms of one core.
const (
	argonMemory = 19 << 10 // KiB
	argonPasses = 2
	argonLanes  = 1
	argonKey    = 32
	argonSalt   = 16
)

// How long a password is, in characters: NIST SP 800-63B asks for at least eight and recommends more; nothing else is asked
// of it. The upper bound keeps hashing cheap.
const (
	leastPassword = 10
	mostPassword  = 256
)

// ErrPassword refuses a password that is too short or too long.
var ErrPassword = fmt.Errorf("a password has %d to %d characters", leastPassword, mostPassword)

// hashes bounds how many passwords are hashed at once, and with that the memory a flood of sign-ins can take.
var hashes = make(chan struct{}, 4)

// hash makes what is kept of a password, in the PHC string format.
func hash(password string, random io.Reader) (string, error) {
	if n := utf8.RuneCountInString(password); n < leastPassword || n > mostPassword {
		return "", ErrPassword
	}
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes,
		encode(salt), encode(key(password, salt))), nil
}

func key(password string, salt []byte) []byte {
	hashes <- struct{}{}
	defer func() { <-hashes }()
	return argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonLanes, argonKey)
}

var errHash = errors.New("the hash of a password is damaged, or of a kind this program does not know")

// matches says whether the password is the one that was hashed.
func matches(password, hashed string) (bool, error) {
	parts := strings.Split(hashed, "$")
	cost := fmt.Sprintf("m=%d,t=%d,p=%d", argonMemory, argonPasses, argonLanes)
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != cost {
		return false, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, errHash
	}
	if len(password) > 4*mostPassword {
		password = ""
	}
	return subtle.ConstantTimeCompare(key(password, salt), want) == 1, nil
}

// nobody is the hash that the password of an unknown login is compared with, so that the answer takes as long as for a known one.
var nobody = func() string {
	salt := make([]byte, argonSalt)
	want := make([]byte, argonKey)
	_, _ = rand.Read(salt) // never fails
	_, _ = rand.Read(want)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes, encode(salt), encode(want))
}()

// token makes an unguessable one (256 bits) and the hash by which it is found again.
func token(random io.Reader) (token, hashed string, err error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", "", fmt.Errorf("make a token: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, hashToken(token), nil
}

// hashToken needs no salt: nobody can try all tokens.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
