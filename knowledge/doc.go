// Package knowledge answers questions from documents, with citations, or abstains.
//
// A [Document] is read from a folder ([Read]), cut into [Passage]s ([Cut]), shelved and indexed by a [Library], and found
// through an [Index]. [Answers] turns what was found into an answer that quotes its sources; [Skill] offers it to a bot.
package knowledge
