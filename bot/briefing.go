package bot

// BriefingVersion is the version of the Briefing schema; it rises when a field changes its meaning.
const BriefingVersion = 1

// A Briefing is what an agent must know so that nothing has to be asked again.
type Briefing struct {
	Version  int               `json:"version"`
	Wants    string            `json:"wants"`              // the request, in the customer's words
	Flow     string            `json:"flow,omitempty"`     // the flow in progress
	State    string            `json:"state,omitempty"`    // and where it stands
	Slots    map[string]string `json:"slots,omitempty"`    // what was already told, as text
	Tried    []string          `json:"tried,omitempty"`    // what the bot did, oldest first
	Sources  []Evidence        `json:"sources,omitempty"`  // passages that were offered, with scores
	Gave     string            `json:"gave_up,omitempty"`  // why the bot gave up
	Language string            `json:"language,omitempty"` // the customer's
}
