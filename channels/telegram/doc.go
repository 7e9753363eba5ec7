// Package telegram is the channel to Telegram: private chats, groups in which the bot is addressed, and topics. Updates come by
// webhook or by long polling, and are taken durably before Telegram hears that they were; replies are rendered to requests of
// the Bot API first, purely, and then made.
//
// Facts about the platform and its limits are those of Bot API 10.1 (https://core.telegram.org/bots/api), unless a comment
// names another source.
package telegram
