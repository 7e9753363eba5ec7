// Package source reads YAML that people write by hand. Every value keeps the place it was written at, everything wrong is
// collected with line, column and remedy, and a key nobody knows is answered with the nearest one that exists.
package source
