// Package store keeps everything that outlives a turn, in SQLite (one machine, no server) or PostgreSQL (many nodes). It
// implements the ports that bot, knowledge, handoff and access declare; all SQL of the project is here.
//
// Queries are written once, with ? for arguments, wherever the two engines agree; dialect.go holds what differs. Both pass
// the suite in storetest.
package store
