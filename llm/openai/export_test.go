package openai

// RetryAfter reads how long a server wants to be left alone.
var RetryAfter = retryAfter
