package dialogs

import "github.com/lotse-bot/lotse/dialogs/source"

func (f *Flows) graph(faults *source.Faults)        {}
func (f *Flows) checkIntents(faults *source.Faults) {}
