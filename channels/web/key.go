package web

// A Key is one with which a website signs who its customers are. What it was made for is pinned: a token of another kind is
// refused, whatever it says about itself.
type Key struct {
	Kind     string `yaml:"kind"`     // HS256, RS256, ES256, EdDSA for a JWT; hmac for the HMAC-SHA256 of the user's id
	Name     string `yaml:"name"`     // the JWT's kid, if there are several
	Secret   string `yaml:"secret"`   // of HS256 and hmac: the name by which [Options].Secrets knows it, at least 32 bytes
	Public   string `yaml:"public"`   // of the others: a public key in PEM
	Issuer   string `yaml:"issuer"`   // demanded as iss, if set
	Audience string `yaml:"audience"` // demanded as aud, if set
	Realm    string `yaml:"realm"`    // whose customers: sites of one realm share them; the site's own name if empty
}
