// Package web is the channel of websites. It serves the widget that shops embed and the frame it runs in, starts
// conversations, accepts utterances, and streams transcripts to browsers over WebSocket or, where that is cut off, as
// server-sent events.
//
// Nothing is pushed and nothing is kept here: a stream reads the transcript from a cursor, and bells only say when to look.
// A browser that comes back names the last entry it has and gets what followed, once and in order.
//
// # Protocol
//
// Paths are below /web/v1. Bodies are JSON, unless said otherwise; refusals are problems (RFC 9457), with Retry-After where
// coming back helps. Whoever begins a conversation gets a token; all else takes it as "Authorization: Bearer". An id is the
// browser's own (a UUID): the same id again is the same thing, said once.
//
//	POST conversations  {site, identity?, current?}            201 {conversation, token, identified?}
//	POST start          {id, language?, locale?}               202 {id, fresh}   the customer opened the chat by a click
//	POST utterances     {id, text, payload?, elements?, language?, locale?, plain?, page?}    202 {id, fresh}
//	POST link           {id, code}                             202 {id, fresh}   from /chat#link=CODE
//	POST feedback       {id, seq, helpful, text?}              202 {id, fresh}   on an entry that is rated
//	POST read           {seq}                                  204               the customer has seen everything up to there
//	POST typing                                                204
//	POST files          multipart/form-data, part "file"       201 media {id, name, type, size, url}
//	GET  files/{id}     ?until=&sig= as streamed, or the token: the file
//	GET  transcript     ?format=html|txt|json&zone=Europe/Berlin                 a file: what the customer sees, in her language
//	GET  stream         ?after=SEQ&conversation=ID             frames, over WebSocket or as server-sent events
//
// Identity is what the website signed about its customer: a JWT, as text, or {user, hmac} with the hexadecimal HMAC-SHA256 of
// the user's id; see [Key]. If it does not hold the answer is 401 and current, the browser's token, remains good: the chat
// goes on without a name. If it holds, the browser goes on with the token in the answer.
//
// An utterance has a text, elements, or both. Elements are what the customer sends: {kind: "image"|"file", media: {id}} with
// the id that uploading gave, {kind: "location", place: {latitude, longitude}}. A payload is what the picked choice carries, a
// form's filled values as "form:" + id + "?" + JSON, or a date picker's payload with the day behind it. Page is {url, title}
// of the page around the chat, sent only if the customer allowed it, and only when it changed. Plain is sent when the
// customer switches plain language on or off. Language is what she chose; locale is her device's.
//
// A stream tells, in this order: moved if the conversation is not the one the browser named, the entries after the cursor,
// owner, manner, ready; and then all of it as it happens.
//
//	{kind: "entry", entry}                       an entry's key is the id the browser gave its utterance; media have URLs
//	{kind: "owner", owner, name?, promise?, epoch}
//	{kind: "manner", language?, plain?}          how the bot speaks
//	{kind: "ready", seq, conversation}           the browser has everything up to seq; less than it named: the server was set back
//	{kind: "draft", text, epoch, seq}            what follows the entry of that number; it is over once there is a newer one
//	{kind: "typing", name}
//	{kind: "moved", conversation}                the browser goes on in this conversation: what it shows is over, entries of
//	                                             the other follow from the first; the token stays good
//
// Over a WebSocket the browser may send {kind: "typing"} and {kind: "read", seq}.
//
// GET /chat and /chat/{site} are the chat as a page of its own, of the first site and of each. It is the frame's page with a base of /web/ and a look that
// says hosted: addresses are relative to the document's base.
package web
