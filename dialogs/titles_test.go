package dialogs_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

func TestTitlesAreInTheReadersLanguage(t *testing.T) {
	flows, faults := dialogs.Load(fstest.MapFS{"flows/register.yaml": {Data: []byte(`
title: {de: Maschine registrieren, en: Register a machine}
slots:
  serial: {type: text, label: {de: Seriennummer, en: serial number}}
  note: {type: text}
steps:
  - ask: serial
    text: {de: Welche?, en: Which?}
  - ask: note
    text: {de: Noch etwas?, en: Anything else?}
  - end: solved
`)}}, []string{"de", "en"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	want := dialogs.Titles{Flows: map[string]string{"register": "Maschine registrieren"}, Slots: map[string]string{"serial": "Seriennummer"}}
	if diff := cmp.Diff(want, flows.Titles("de")); diff != "" {
		t.Error(diff)
	}
	if got := flows.Titles("en").Slots["serial"]; got != "serial number" {
		t.Errorf("in English: %q", got)
	}
}
