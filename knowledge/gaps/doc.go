// Package gaps tells a content team what is missing: questions that were answered badly or not at all, gathered from what
// happened in conversations, put together by what they ask, counted, and followed until an article answers them. It also finds
// what agents answered in person that could be an article.
//
// Everything is read from the ledger afterwards: no turn waits for it, and nothing is lost when a program dies. What is kept of
// a question is masked, and ends with its conversation.
package gaps
