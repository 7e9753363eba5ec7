// Package live measures what really happened: over a period of a running bot's store it reports how contacts ended, what they cost
// customers, where flows lose them, and which conversations to look at first. The figures are those of packages journey and score,
// which suites use as well.
package live
