// Package clash finds where documents contradict each other: sentences of different documents that say almost the same of the
// same thing, but with another number, another day, or a "not".
//
// It compares words and not meanings. What it reports is meant to be worth an author's look; what is said in quite other words
// it does not see.
package clash
