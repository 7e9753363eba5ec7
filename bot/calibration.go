package bot

// CalibrationVersion is the version of the form of a [Calibration].
const CalibrationVersion = 1

// A Calibration says what a bot's confidences are worth and from where on it acts on them, as measured on labelled data. It is
// kept as calibration.json in the bot's folder. The zero value changes nothing.
type Calibration struct {
	Version   int     `json:"version" yaml:"version"`
	Risk      float64 `json:"risk" yaml:"risk"` // the share of what it acts on that may be wrong
	Sure      float64 `json:"sure" yaml:"sure"` // the probability with which that holds for cases of the same kind
	Intents   *Organ  `json:"intents,omitempty" yaml:"intents"`
	Knowledge *Organ  `json:"knowledge,omitempty" yaml:"knowledge"`
	Policy    *Organ  `json:"policy,omitempty" yaml:"policy"` // on whole turns, over the other two
}

// An Organ is the calibration of one thing that states confidences. A nil Organ was not calibrated.
type Organ struct {
	Curve     *Curve  `json:"curve,omitempty" yaml:"curve"`         // from its own confidence to the calibrated one
	Threshold float64 `json:"threshold,omitempty" yaml:"threshold"` // least calibrated confidence to act on; 0 if none holds the risk
	Based     Based   `json:"based" yaml:"based"`
}

// Based is what a calibration rests on, for a reader; nothing is decided by it.
type Based struct {
	Suites   []string `json:"suites,omitempty" yaml:"suites"`
	Cases    int      `json:"cases" yaml:"cases"`
	Before   float64  `json:"log_loss_before" yaml:"log_loss_before"` // held out, in nats
	After    float64  `json:"log_loss_after" yaml:"log_loss_after"`   // held out, in nats
	Coverage float64  `json:"coverage,omitempty" yaml:"coverage"`     // share of the cases at or above the threshold
	Wrong    float64  `json:"wrong,omitempty" yaml:"wrong"`           // share of these that were wrong
	Bound    float64  `json:"bound,omitempty" yaml:"bound"`           // upper bound of that share
}

// Of is the organ's calibrated confidence.
func (o *Organ) Of(confidence float64) float64 {
	if o == nil {
		return confidence
	}
	return o.Curve.Of(confidence)
}

// Least is the organ's threshold, or the given one if it has none.
func (o *Organ) Least(otherwise float64) float64 {
	if o == nil || o.Threshold == 0 {
		return otherwise
	}
	return o.Threshold
}
