// Package journey reads what was said and decided as customers lived it: from the turns of a conversation, of a suite or of last
// week, it makes journeys, each one contact of a customer from the first word to the end, with what it cost and how it ended. The same
// code serves suites and live transcripts; docs/live.md defines all that it counts.
package journey
