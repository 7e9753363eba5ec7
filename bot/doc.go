// Package bot is the vocabulary of lotse and the turn: what a conversation is, how skills bid for a turn, how one of them
// is chosen, and how everything a turn decides is saved whole or not at all.
//
// The package imports nothing else of the project. Skills (dialogs, knowledge, handoff, or your own) implement [Skill];
// stores implement [Inbox], [Ledger] and [Outbox]; channels implement [Channel]; [Worker] and [Dispatcher] run them.
package bot
