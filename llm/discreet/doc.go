// Package discreet asks models of others without telling them about whom: personal data is replaced before a text leaves the
// process, and put back into what comes in return.
package discreet
