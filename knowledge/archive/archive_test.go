package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/archive"
)

// packed makes an archive: names and contents in turn.
func packed(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked are the members by name: their contents, or what is wrong with them.
func unpacked(t testing.TB, data []byte, l archive.Limits) (map[string]string, error) {
	t.Helper()
	got := map[string]string{}
	wanted := func(name string) bool { return !strings.HasSuffix(name, ".png") }
	err := archive.Each(context.Background(), bytes.NewReader(data), int64(len(data)), l, wanted, func(m archive.Member) error {
		if m.Err != nil {
			got[m.Name] = "! " + m.Err.Error()
		} else {
			got[m.Name] = string(m.Data)
		}
		return nil
	})
	return got, err
}

func TestAnArchiveIsReadLikeAFolder(t *testing.T) {
	inner := packed(t, "deep.md", "Deep.", "deeper.zip", string(packed(t, "a.md", "A.", "deepest.zip", string(packed(t, "b.md", "B.")))))
	data := packed(t, "a.md", "A.", "faq/b.md", "B.", "pic.png", "PNG", "in.zip", string(inner), "K\x84se.md", "Cheese.", "c\\d.md", "Windows.", "broken.zip", "PK")
	got, err := unpacked(t, data, archive.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"a.md": "A.", "faq/b.md": "B.", "in.zip/deep.md": "Deep.", "in.zip/deeper.zip/a.md": "A.", "Käse.md": "Cheese.", "c/d.md": "Windows.",
		"in.zip/deeper.zip/deepest.zip": "! " + archive.ErrTooDeep.Error(), "broken.zip": "! " + archive.ErrNoArchive.Error(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

func TestABrokenMemberStopsNoOther(t *testing.T) {
	data := packed(t, "good.md", "Good.", "broken.md", "This one will be broken.", "../../etc/passwd", "root", "/abs.md", "abs", "locked.md", "Locked.", "last.md", "Last.")
	at := bytes.Index(data, []byte("broken.md"))
	data[at+len("broken.md")+2] ^= 0xff // within the packed bytes
	at = bytes.LastIndex(data, []byte("locked.md"))
	data[at-46+8] |= 1 // the flag in the directory that says: encrypted
	got, err := unpacked(t, data, archive.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got["good.md"] != "Good." || got["last.md"] != "Last." || len(got) != 6 {
		t.Errorf("members: %v", got)
	}
	for name, what := range map[string]error{"broken.md": archive.ErrBroken, "/etc/passwd": archive.ErrOutside, "/abs.md": archive.ErrOutside, "locked.md": archive.ErrLocked} {
		if !strings.HasPrefix(got[name], "! "+what.Error()) {
			t.Errorf("%s: %q, want %q", name, got[name], what)
		}
	}
}

func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 2<<20)
	got, err := unpacked(t, packed(t, "bomb.txt", zeros, "good.md", "Good."), archive.Limits{})
	if err != nil || got["bomb.txt"] != "! "+archive.ErrBomb.Error() || got["good.md"] != "Good." {
		t.Errorf("%v, %v", len(got["bomb.txt"]), err)
	}
	limits := archive.Default
	limits.Total, limits.Ratio = 5<<19, 1<<20
	var many []string
	for i := range 5 {
		many = append(many, fmt.Sprint(i, ".txt"), zeros[:1<<20])
	}
	if _, err := unpacked(t, packed(t, many...), limits); !errors.Is(err, archive.ErrTooMuch) {
		t.Errorf("5 MB where half may be: %v", err)
	}
	limits.Members = 3
	if _, err := unpacked(t, packed(t, many...), limits); !errors.Is(err, archive.ErrTooMuch) {
		t.Errorf("5 members where 3 may be: %v", err)
	}
	limits = archive.Default
	limits.Member, limits.Ratio = 1000, 1<<20
	if got, err := unpacked(t, packed(t, "large.txt", zeros[:1001], "fits.txt", zeros[:1000]), limits); err != nil || got["large.txt"] != "! "+archive.ErrTooLarge.Error() || len(got["fits.txt"]) != 1000 {
		t.Errorf("%v", err)
	}
	if _, err := unpacked(t, []byte("<html>"), archive.Limits{}); !errors.Is(err, archive.ErrNoArchive) {
		t.Errorf("what is no archive: %v", err)
	}
}

// Whatever happens to an archive's bytes, reading it ends, with its members, with what is wrong with them, or with one error.
func TestBytesThatChanged(t *testing.T) {
	sound := packed(t, "a.md", strings.Repeat("All about A. ", 50), "b/c.md", "C.", "in.zip", string(packed(t, "d.md", "D.")))
	rapid.Check(t, func(rt *rapid.T) {
		data := bytes.Clone(sound)
		for range rapid.IntRange(1, 8).Draw(rt, "changes") {
			data[rapid.IntRange(0, len(data)-1).Draw(rt, "at")] = rapid.Byte().Draw(rt, "to")
		}
		got, err := unpacked(t, data[:rapid.IntRange(0, len(data)).Draw(rt, "cut")], archive.Limits{})
		if err != nil && !errors.Is(err, archive.ErrNoArchive) && !errors.Is(err, archive.ErrTooMuch) {
			rt.Fatalf("%v, %v", got, err)
		}
	})
}
