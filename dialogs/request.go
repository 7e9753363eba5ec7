package dialogs

import (
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Request is an HTTP action of actions.yaml.
type Request struct {
	Place   source.Place  `yaml:",place"`
	Name    string        `yaml:"-"`
	Method  source.Word   `yaml:"method"`
	URL     source.Word   `yaml:"url"`
	Timeout time.Duration `yaml:"timeout"`
}

func (r *Request) action(d Doer, hosts []string) Action { return nil }

func NewClient(hosts []string) *http.Client { return nil }

func (r *Request) check(hosts []string, faults *source.Faults) {}
