// Package intents learns from example sentences what customers want, without a model and without a network.
//
// It counts words, pairs of words, and runs of three to five letters (also across words), weighs them by how rare they are
// (tf-idf), and trains a softmax regression on them. How sure it is rests on two things: the probability of the best
// intent, and the cosine to the most similar example of it. Training is deterministic.
package intents
