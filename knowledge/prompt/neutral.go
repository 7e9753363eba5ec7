// Package prompt prepares what customers and documents say for a model: so that it can be nothing but what the model works on,
// and so that it fits.
package prompt

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Neutral takes out of a text whatever could be taken for a part of a prompt: numbers of passages, tokens that divide a
// conversation in the chat formats of models, labels of speakers at the beginning of a line, and letters that nobody sees.
func Neutral(text string) string {
	text = strings.Map(visible, norm.NFC.String(text))
	text = numbered.ReplaceAllString(text, "($1)")
	text = divider.ReplaceAllString(text, "·")
	text = fence.ReplaceAllString(text, "·")
	return speaker.ReplaceAllString(text, "$1$2 –")
}

// visible drops marks of format (zero width, direction, tags), and control characters but for lines and tabs.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		return '\n'
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.IsControl(r):
		return -1
	case r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF: // variation selectors can carry text
		return -1
	}
	return r
}

var (
	// numbered is how passages are numbered, also in brackets that only look like ours.
	numbered = regexp.MustCompile(`[\[［【〔⟦]\s*(\p{Nd}{1,3})\s*[\]］】〕⟧]`)
	// divider are tokens of the chat formats of OpenAI, Llama, Mistral, Gemma, Phi, Qwen and DeepSeek.
	divider = regexp.MustCompile(`(?i)<\s*[|｜][^<>|｜\n]{0,40}[|｜]\s*>|\[\s*/?\s*(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s*\]|<<\s*/?\s*SYS\s*>>|` +
		`<\s*/?\s*(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|system|assistant|user|human|instructions?|prompt|tool_call|tool_response|think|im_start|im_end)\s*>`)
	// fence are headings of instructions, as models are trained on them.
	fence = regexp.MustCompile(`(?im)^\s*#{1,6}\s*(?:system|instructions?|assistant|user|human|response|input|anweisung(?:en)?)\s*:?\s*$`)
	// speaker are labels of those who speak in a prompt.
	speaker = regexp.MustCompile(`(?im)^([ \t>*_#-]*)(system|assistant|user|human|developer|tool|ai|bot|question|answer|frage|antwort|passages?|anweisung(?:en)?|instructions?)[*_ \t]*[:：]`)
)
