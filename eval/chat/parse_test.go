package chat_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/chat"
)

func TestFaultsSayWhereAndWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   []string
	}{
		"several at once": {"langage: de\ncustomer hallo\nlotes     Hallo\n\nstate     flow\nafter     bald\nlotse     ~ (\n", []string{
			`x.chat:1:1: unknown header "langage" (did you mean language?)`,
			`x.chat:3:1: unknown word "lotes" (did you mean lotse?)`,
			`x.chat:5:11: state "flow" names no step (write flow/step, or - if no flow is to be in progress)`,
			`x.chat:6:11: cannot read the duration "bald" (write it like 30m, 25h or 3d 4h)`,
			"x.chat:7:11: error parsing regexp: missing closing ): `(` (see https://pkg.go.dev/regexp/syntax)",
		}},
		"an empty file":           {"# nothing\n", []string{`x.chat: nothing happens in this script (add a line that begins with customer)`}},
		"not text":                {"\xff\xfe", []string{`x.chat: the file is not UTF-8 (save it as UTF-8)`}},
		"no move above":           {"lotse     Hallo\ncustomer  hallo\n", []string{`x.chat:1:1: lotse stands before anything has happened (put it below a customer line)`}},
		"continues nothing":       {"customer  hallo\nowner     bot\n    wie geht's\n", []string{`x.chat:3:5: an indented line continues a text, and there is none above (begin the line with a word, as in: lotse     wie geht's)`}},
		"a word with a colon":     {"customer  hallo\nlotse: Hallo\n", []string{`x.chat:2:6: "lotse:" has a colon (write lotse without it)`}},
		"a customer with a colon": {"customer: hallo du\n", []string{`x.chat:1:1: customer: gives the customer's name, and a name has no blanks (to let the customer speak, write customer without the colon)`}},
		"a start that is no time": {"start: morgen\ncustomer  hallo\n", []string{`x.chat:1:8: cannot read the time "morgen" (write it like 2026-03-02 10:00)`}},
		"silent and not":          {"customer  hallo\nlotse     Hallo\nsilent\n", []string{`x.chat:3:1: the bot cannot both be silent and say something (remove silent, or the lotse line 2)`}},
		"empty texts": {"customer\npicks\nevent\nagent     anna\nlotse\nlotse ~\nlotse has:\nsilent    ja\nchoices\ncites\nslot      order\nlanguage\n", []string{
			`x.chat:1:9: the customer says nothing (write what is said, or remove the line)`,
			`x.chat:2:6: nothing is picked (write the label of an offered choice)`,
			`x.chat:3:6: the event has no name (write its name, and after a blank its data as JSON)`,
			`x.chat:4:11: an agent does nothing (write agent nobody, agent anna takes, or agent anna and what anna says)`,
			`x.chat:5:6: lotse says nothing (write what the bot says, or silent if it says nothing)`,
			`x.chat:6:7: the pattern is empty (write a regular expression after ~)`,
			`x.chat:7:7: has: has no words (write the words that the reply must have)`,
			`x.chat:8:11: silent says that the bot says nothing, and has no text (remove "ja")`,
			`x.chat:9:8: choices lists nothing (write them with | between, or - for none)`,
			`x.chat:10:6: cites lists nothing (write them with | between, or - for none)`,
			`x.chat:11:11: slot "order" has no value (write name=value, name=... for any value, or name - for none)`,
			`x.chat:12:9: language names none (write its code, as de or en)`,
			`x.chat:8:1: the bot cannot both be silent and say something (remove silent, or the lotse line 5)`,
		}},
		"what must not be said": {"customer  hallo\nlotse     not:\nlotse     not: ...\nlotse     not: not: a\nlotse     not: ~ (\nlotse     means:\n", []string{
			`x.chat:2:11: not: forbids nothing (write what the bot must not say after not:)`,
			`x.chat:3:11: not: ... forbids every reply (write silent)`,
			`x.chat:4:11: not: not: forbids nothing (write not: once)`,
			"x.chat:5:11: error parsing regexp: missing closing ): `(` (see https://pkg.go.dev/regexp/syntax)",
			`x.chat:6:11: means: has no text (write what the reply must say, in any words)`,
		}},
		"what is done": {"and       da\ncustomer  hallo\nand\nlotse     ...\nand       du\nfills     name\nsends     kanne\nsends     {\nrates     good\nchannel   my site\n", []string{
			`x.chat:3:4: the customer says nothing (write what is said, or remove the line)`,
			`x.chat:6:11: cannot read the field "name" (write fields like name=Anna | mail=anna@example.com)`,
			`x.chat:7:11: no file is called "kanne" (write a name with its ending, such as photo.jpg)`,
			`x.chat:8:11: cannot read what is sent (write it like {"kind": "location", "place": {"latitude": 53.5, "longitude": 10}})`,
			`x.chat:9:11: unknown rating "good" (known are helpful, unhelpful)`,
			`x.chat:10:11: channel "my site" is no name of a channel (write one, such as web, telegram or slack)`,
			`x.chat:1:1: and stands before anything has happened (put it below a customer line)`,
			`x.chat:5:1: and goes on with what the customer says (put it right below a customer line)`,
		}},
		"actions": {"customer  hallo\ngiven     find fails\ncalls     find [\ncalls\ncustomer  da\ngiven     find\ngiven     find {\n", []string{
			`x.chat:3:11: the action's arguments are not a JSON object (write them like {"order": "123456"}, or leave them out)`,
			`x.chat:4:6: calls names no action (write its name, and after a blank its arguments as JSON; or - if none is called)`,
			`x.chat:6:11: given says not what is answered (write the action and its answer as JSON, as in: order_status {"state": "shipped"}; or: order_status fails)`,
			`x.chat:7:11: the action's answer is not JSON (write it like {"state": "shipped"}, or fails)`,
			`x.chat:2:1: given stands below the move that it is for (put it above line 1)`,
			`x.chat:6:1: nothing happens after this given (put it above the move in which the action is called)`,
			`x.chat:7:1: nothing happens after this given (put it above the move in which the action is called)`,
		}},
		"slips of the pen": {"Customer  hallo\nkunde     hallo\ncustomer  hallo\n   lotse     Hallo\nlotze\u00a0    Hallo\nevent     sold {“serial”: “AB”}\ncalls     find {„order“: 1}\nstate\tflow\n", []string{
			`x.chat:1:1: unknown word "Customer" (did you mean customer?)`,
			`x.chat:2:1: unknown word "kunde" (a line begins with a word such as customer, lotse, picks, slot or state; what is said stands behind it)`,
			`x.chat:4:4: lotse is indented, so that it would continue the text above (remove the blanks before it; if it is said like that, write one blank behind it)`,
			`x.chat:5:1: unknown word "lotze" (did you mean lotse?)`,
			`x.chat:6:11: the event's data is not JSON (write straight quotes, as in {"key": "value"})`,
			`x.chat:7:11: the action's arguments are not a JSON object (write straight quotes, as in {"key": "value"})`,
			`x.chat:8:7: state "flow" names no step (write flow/step, or - if no flow is to be in progress)`,
		}},
		"values that are not known": {"customer  hallo\nowner     bott\nreason    asked_for\noutcome   solvd\ndecision  actt\ndecision  act x >=7\ndecision  ACT\nevent     sold {\n", []string{
			`x.chat:2:11: unknown owner "bott" (did you mean bot?)`,
			`x.chat:3:11: unknown reason "asked_for" (known are -, asked, unsure, failed, flow, safety, legal)`,
			`x.chat:4:11: unknown outcome "solvd" (did you mean solved?)`,
			`x.chat:5:11: unknown decision "actt" (did you mean act?)`,
			`x.chat:6:11: a confidence is a number from 0 to 1, not "7" (write it like 0.8)`,
			`x.chat:7:11: cannot read the decision "ACT" (write it like: act dialogs >=0.8)`,
			`x.chat:8:11: the event's data is not JSON (write it like {"serial": "AB123456"})`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := chat.Parse("x.chat", []byte(c.source))
			got := make([]string, len(faults))
			for i, f := range faults {
				got[i] = f.Error()
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Other editors write other blanks and letters; they look the same, and are.
func TestWhatLooksTheSameIsTheSame(t *testing.T) {
	played := play(t, "customer\u00a0 einen Tisch\nlotse\t\u00a0Gern.\n\u00a0\u00a0.\n          Fu\u0308r wie viele?\n")
	if played.Failures() > 0 {
		t.Error(played.Diff())
	}
}

func TestWindowsFilesAreReadToo(t *testing.T) {
	played := play(t, "\ufeff# Titel\r\ncustomer\teinen Tisch\r\nlotse\tGern.\r\n\t.\r\n\tFür wie viele?\r\n")
	if played.Script.Title != "Titel" || played.Failures() > 0 {
		t.Errorf("title %q, failures:\n%s", played.Script.Title, played.Diff())
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("customer  hallo\nlotse     = ...\n          ..\n"))
	f.Add([]byte("agent     a  takes\nafter 1d\n\xff"))
	f.Fuzz(func(t *testing.T, source []byte) {
		s, faults := chat.Parse("fuzz.chat", source)
		for _, fault := range faults {
			if fault.Problem == "" || fault.Remedy == "" || fault.File != "fuzz.chat" {
				t.Errorf("a fault that does not say what to do: %+v", fault)
			}
		}
		if len(faults) == 0 && s.Turns() == 0 {
			t.Error("nothing happens, and no fault says so")
		}
	})
}
