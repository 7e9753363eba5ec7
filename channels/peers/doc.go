// Package peers tries the adapters against servers that others wrote to stand in for Telegram and Slack. They are installed with
// npm ci in this folder; what is known of them beside that is in their own documentation.
package peers
