// Package slack is the channel for customers on Slack: direct messages, mentions, threads, assistant threads, the slash command,
// Block Kit and modals, over the Events API or Socket Mode, for one workspace or several. Slack is a desk for agents, too.
//
// What arrives is verified, made a [bot.Inbound] and accepted durably before Slack gets its 200. What is sent carries the
// delivery's key in its metadata, so that the channel can look whether something has arrived before it sends it again.
package slack
