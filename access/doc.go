// Package access knows who works here: accounts, roles, invitations, signing in, and a record of who did what.
//
// There is no default password. As long as there is no account, the program prints a one-time link with which the first
// admin sets a password; every further account begins with an invitation of the same kind.
package access
