package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/golang-jwt/jwt/v5"

	"github.com/lotse-bot/lotse/bot"
)

// customerClaim is what every customer may claim whose website signs a JWT: to be herself.
const customerClaim = "customer"

// What a token may vouch for: enough for roles and regions, and few enough for a header.
const (
	mostClaims   = 32
	longestClaim = 128 // bytes
)

// A proven is what an identity proves.
type proven struct {
	subject string // in the realm of the key that signed it
	rights  *bot.Rights
}

// vouched are the claims of a JWT: those that every one has, and all of them.
type vouched struct {
	jwt.RegisteredClaims
	all map[string]any
}

// UnmarshalJSON reads both.
func (v *vouched) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &v.RegisteredClaims); err != nil {
		return err
	}
	return json.Unmarshal(data, &v.all)
}

// rights are what a JWT vouches for about its subject, as far as the key may: a text "gold" of the claim tier is "tier:gold",
// a list is each of its texts, true is the name of the claim alone. They end with the token.
func (k verifier) rights(v vouched) *bot.Rights {
	r := &bot.Rights{Until: v.ExpiresAt.Time}
	for _, name := range k.Claims {
		r.Claims = append(r.Claims, claimsOf(name, v.all[name])...)
	}
	slices.Sort(r.Claims)
	r.Claims = slices.Compact(r.Claims)
	r.Claims = r.Claims[:min(len(r.Claims), mostClaims)]
	return r
}

func claimsOf(name string, value any) (all []string) {
	switch v := value.(type) {
	case bool:
		if v {
			return []string{name}
		}
	case string:
		if claim := name + ":" + v; fit(v) && len(claim) <= longestClaim {
			return []string{claim}
		}
	case float64:
		return []string{name + ":" + strconv.FormatFloat(v, 'f', -1, 64)}
	case []any:
		for _, one := range v {
			if _, text := one.(string); text {
				all = append(all, claimsOf(name, one)...)
			}
		}
	}
	return all
}

// fit is false of what no author would write into a document's audience.
func fit(claim string) bool {
	return claim != "" && strings.TrimSpace(claim) == claim && !strings.ContainsFunc(claim, unicode.IsControl)
}

// of makes rights the subject's own.
func of(r *bot.Rights, subject string) *bot.Rights {
	if r == nil {
		return nil
	}
	r.Customer = subject
	r.Claims = append(r.Claims, customerClaim+":"+subject)
	return r
}

// check refuses names of claims that cannot be meant.
func (k Key) check() error {
	if len(k.Claims) > 0 && k.Kind == kindHMAC {
		return fmt.Errorf("claims: a key of kind hmac signs nothing but the user's id; use a JWT for rights")
	}
	for _, name := range k.Claims {
		if !fit(name) || name == customerClaim {
			return fmt.Errorf("claims: %q cannot be one; name claims of the JWT, such as tier or partner", name)
		}
	}
	return nil
}

// rightsText and readRights carry rights in a token of ours.
func rightsText(r *bot.Rights) string {
	text, err := json.Marshal(struct {
		Claims []string `json:"c"`
		Until  int64    `json:"u"`
	}{r.Claims, r.Until.Unix()})
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(text)
}

func readRights(text, customer string) (*bot.Rights, error) {
	var r struct {
		C []string `json:"c"`
		U int64    `json:"u"`
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return nil, errForged
	}
	return &bot.Rights{Customer: customer, Claims: r.C, Until: time.Unix(r.U, 0).UTC()}, nil
}
