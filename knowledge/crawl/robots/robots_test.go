package robots_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/crawl/robots"
)

// The examples of RFC 9309, and what sites write beside them.
func TestWhatMayBeFetched(t *testing.T) {
	const rfc = `
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`
	for name, c := range map[string]struct {
		file, agent, path string
		want              bool
	}{
		"everybody, a folder":                 {rfc, "lotsebot", "/example/a", false},
		"everybody, an ending":                {rfc, "lotsebot", "/a/b.gif", false},
		"everybody, an ending inside":         {rfc, "lotsebot", "/a/b.gif?x", true},
		"everybody, what is allowed":          {rfc, "lotsebot", "/publications/b", true},
		"all but one page":                    {rfc, "FooBot", "/example/page.html", true},
		"all but one page, another":           {rfc, "foobot", "/", false},
		"the second of two names":             {rfc, "bazbot", "/example/page.html", false},
		"a group of its own":                  {rfc, "barbot", "/example/other.html", true},
		"a group without rules":               {rfc, "quxbot", "/example/", true},
		"no file":                             {"", "lotsebot", "/x", true},
		"the longest rule":                    {"user-agent: *\nallow: /p\ndisallow: /", "x", "/page", true},
		"two as long":                         {"user-agent: *\ndisallow: /folder\nallow: /folder", "x", "/folder/page", true},
		"only the root":                       {"user-agent: *\nallow: /$\ndisallow: /", "x", "/page.htm", false},
		"the root":                            {"user-agent: *\nallow: /$\ndisallow: /", "x", "/", true},
		"letters as they are and as bytes":    {"user-agent: *\ndisallow: /über", "x", "/%C3%BCber/uns", false},
		"bytes as they need not be":           {"user-agent: *\ndisallow: /%61bc", "x", "/abc", false},
		"a slash in a name is no slash":       {"user-agent: *\ndisallow: /a%2Fb", "x", "/a/b", true},
		"a query":                             {"user-agent: *\ndisallow: /*?sort=", "x", "/list?sort=price", false},
		"one agent at two places":             {"user-agent: x\ndisallow: /a\n\nuser-agent: *\ndisallow: /b\n\nuser-agent: x\ndisallow: /c", "x", "/c", false},
		"one agent is not everybody":          {"user-agent: x\ndisallow: /a\n\nuser-agent: *\ndisallow: /b", "x", "/b", true},
		"a sitemap does not end a group":      {"user-agent: x\nsitemap: https://e/s.xml\nuser-agent: y\ndisallow: /a", "x", "/a", false},
		"comments, a mark, ends of old Macs":  {"\ufeffuser-agent: * # all\rdisallow: /a # not\r", "x", "/a", false},
		"a name with its version":             {"user-agent: LotseBot/1.0\ndisallow: /a", "lotsebot", "/a", false},
		"a name with a remark":                {"user-agent: lotsebot (help pages)\ndisallow: /a", "lotsebot", "/a", false},
		"a longer name is another":            {"user-agent: lotsebot-news\ndisallow: /a", "lotsebot", "/a", true},
		"everybody, with a remark":            {"user-agent: * (all)\ndisallow: /a", "x", "/a", false},
		"nonsense is passed over":             {"user-agent: *\nfoo\nbar: baz\ndisallow: /a", "x", "/a", false},
		"a pattern's parts do not overlap":    {"user-agent: *\ndisallow: /ab*b$", "x", "/ab", true},
		"the last part is at the end":         {"user-agent: *\ndisallow: /*a*b$", "x", "/abab", false},
		"nothing is what an empty rule means": {"user-agent: *\ndisallow:", "x", "/a", true},
	} {
		if got := robots.Parse([]byte(c.file)).For(c.agent).Allows(c.path); got != c.want {
			t.Errorf("%s: %s may fetch %s: %v, want %v", name, c.agent, c.path, got, c.want)
		}
	}
}

func TestWhatElseItSays(t *testing.T) {
	r := robots.Parse([]byte("Sitemap: https://e.example/a.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow:\n\nUser-agent: slow\nCrawl-delay: soon\nSitemap: https://e.example/b.xml"))
	if diff := cmp.Diff([]string{"https://e.example/a.xml", "https://e.example/b.xml"}, r.Sitemaps); diff != "" {
		t.Error(diff)
	}
	if got := r.For("lotsebot").Delay; got != 2500*time.Millisecond {
		t.Errorf("the delay is %v", got)
	}
	if got := r.For("slow").Delay; got != 0 {
		t.Errorf("a delay that is no number is %v", got)
	}
}

// Whatever a site writes, the rules that forbid everything and allow one thing hold, and nothing breaks.
func TestAnyFileCanBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		noise := rapid.SliceOf(rapid.Byte()).Draw(t, "noise")
		path := "/" + rapid.StringMatching(`[a-z/%*?=$]{0,20}`).Draw(t, "path")
		robots.Parse(noise).For("lotsebot").Allows(path)
		closed := robots.Parse([]byte("user-agent: lotsebot\ndisallow: /\n")).For("lotsebot")
		if closed.Allows(path) {
			t.Fatalf("%s is allowed", path)
		}
		if !strings.ContainsAny(path, "*$") && !robots.Parse([]byte("user-agent: *\ndisallow: /\nallow: "+path+"\n")).For("x").Allows(path) {
			t.Fatalf("%s is not allowed", path)
		}
	})
}
