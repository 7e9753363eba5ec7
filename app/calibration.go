package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// CalibrationFile is where a bot's folder keeps its calibration.
const CalibrationFile = "calibration.json"

// readCalibration reads what the bot's confidences are worth. A bot without a calibration begins with defaults.
func (f *Folder) readCalibration() error {
	text, err := os.ReadFile(filepath.Join(f.Dir, CalibrationFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", CalibrationFile, err)
	}
	c, faults := parseCalibration(CalibrationFile, text)
	f.Calibration, f.Faults = c, append(f.Faults, faults...)
	return nil
}

// ReadCalibration reads a calibration that lies in no bot's folder.
func ReadCalibration(file string) (*bot.Calibration, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the calibration: %w", err)
	}
	c, faults := parseCalibration(file, text)
	return &c, bot.Broken(faults)
}

func parseCalibration(file string, text []byte) (c bot.Calibration, all []bot.Fault) {
	var faults source.Faults
	if v, ok := source.Parse(file, text, &faults); ok {
		v.Decode(&c)
		for _, m := range c.Check() {
			faults.Error(at(v, m.Path...), m.Problem, m.Remedy)
		}
	}
	return c, faults.List()
}

// settle decides from where on is acted: what bot.yaml says goes before what was measured on whole turns, that before what was
// measured of intents and knowledge, and that before the defaults.
func (f *Folder) settle() {
	written := f.Policy.Act
	f.Policy.Act = cmp.Or(written, f.Calibration.Policy.Least(bot.DefaultThresholds.Act))
	if whole := written > 0 || f.Calibration.Policy.Least(0) > 0; !whole {
		f.leastIntent, f.leastAnswer = f.Calibration.Intents.Least(0), f.Calibration.Knowledge.Least(0)
	}
}

// calibrate puts a calibration in place of the folder's, which may be broken then, and before what bot.yaml says.
func (f *Folder) calibrate(c bot.Calibration) {
	f.Faults = slices.DeleteFunc(f.Faults, func(one bot.Fault) bool { return one.File == CalibrationFile })
	f.Calibration, f.Policy.Act, f.leastIntent, f.leastAnswer = c, 0, 0, 0
	f.settle()
}

// starts tells whether an intent of this confidence starts its flow, where nobody offers more.
func (f *Folder) starts(confidence float64) bool {
	whole := curve(f.Calibration.Policy)
	return whole.Of(confidence) >= cmp.Or(whole.Of(f.leastIntent), f.Policy.Act)
}

// curve is the organ's curve; nil if it has none.
func curve(o *bot.Organ) *bot.Curve {
	if o == nil {
		return nil
	}
	return o.Curve
}
