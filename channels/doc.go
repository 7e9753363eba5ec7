// Package channels holds what adapters share. Each adapter is a package below it: it turns what its platform sends into a
// bot.Inbound, answers the platform once that is durable, and says what it can show as bot.Capabilities.
package channels
