package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// gone are Slack's words for a place that can no longer be written to.
var gone = map[string]bool{
	"channel_not_found": true, "is_archived": true, "user_not_found": true, "account_inactive": true, "not_in_channel": true,
	"user_disabled": true, "cannot_dm_bot": true, "messages_tab_disabled": true, "team_access_not_granted": true,
}

// unauthorized are Slack's words for a token that is no good, and may be replaced by one that is.
var unauthorized = map[string]bool{
	"invalid_auth": true, "not_authed": true, "token_revoked": true, "token_expired": true, "missing_scope": true, "no_permission": true,
	"org_login_required": true, "ekm_access_denied": true, "access_denied": true,
}

// tooMuch are Slack's words for blocks that it does not take. The text alone may do.
var tooMuch = map[string]bool{
	"msg_too_long": true, "msg_blocks_too_long": true, "invalid_blocks": true, "invalid_blocks_format": true, "block_mismatch": true,
	"metadata_too_large": true, "invalid_attachments": true, "slack_file_not_found": true,
}

// passing are Slack's words for troubles of its own.
var passing = map[string]bool{
	"internal_error": true, "fatal_error": true, "service_unavailable": true, "request_timeout": true, "ratelimited": true,
	"rate_limited": true, "team_added_to_org": true, "accesslimited": true, "message_limit_exceeded": true,
}

// unauthorizedRetry is how long a delivery waits for a better token: somebody has to install the app again.
const unauthorizedRetry = 10 * time.Minute

// failed says what to do about a request that failed. Written tells whether Slack may have had it all.
func failed(method string, err error, written bool) *bot.SendError {
	send := &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("%s: %w", method, cause(err))}
	word := word(err)
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	switch {
	case errors.Is(err, errNotInstalled), gone[word]:
		send.Gone = true
	case errors.As(err, &limited):
		send.Kind, send.RetryAfter = bot.SendRetry, max(limited.RetryAfter, time.Second)
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		send.Kind, send.RetryAfter = bot.SendRetry, 30*time.Second
	case errors.As(err, &status) && status.Code >= 500:
		send.Kind = bot.SendRetry
	case errors.As(err, &status):
	case unauthorized[word]:
		send.Kind, send.RetryAfter = bot.SendRetry, unauthorizedRetry
	case passing[word]:
		send.Kind = bot.SendRetry
	case word != "":
	case written:
		send.Kind = bot.SendAmbiguous
	default:
		send.Kind = bot.SendRetry
	}
	return send
}

// word is what Slack called the error, or empty if it did not answer.
func word(err error) string {
	if e, ok := errors.AsType[slackapi.SlackErrorResponse](err); ok {
		return e.Err
	}
	return ""
}

// cause leaves out the URL of a request that failed: those of uploads are as good as a token.
func cause(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// watch tells, for the requests made with the context, whether one was written whole.
func watch(ctx context.Context) (context.Context, *atomic.Bool) {
	written := new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(i httptrace.WroteRequestInfo) { written.Store(written.Load() || i.Err == nil) },
	}), written
}
