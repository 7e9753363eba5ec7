// Package library shows how lotse is used from another Go program: an own skill, an own channel, an own step. Every example
// is a test.
package library
