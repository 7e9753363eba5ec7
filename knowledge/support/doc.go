// Package support tells whether a sentence says only what a source says. It knows words and the few kinds of them on which the
// truth of a sentence turns (figures with their units, names, denials, permissions, amounts, times), not meanings: what it
// cannot see supported it refuses.
package support
