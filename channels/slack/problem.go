package slack

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
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

// limitedRetry is how long a delivery waits when Slack does not say: half of the window in which it counts.
const limitedRetry = 30 * time.Second

// failed says what to do about a call that failed.
func failed(method string, err error, w *channels.Watch) *bot.SendError {
	send := &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("%s: %w", method, cause(err))}
	word := word(err)
	limited, isLimited := errors.AsType[*slackapi.RateLimitedError](err)
	status, isStatus := errors.AsType[slackapi.StatusCodeError](err)
	switch {
	case errors.Is(err, errNotInstalled), gone[word]:
		send.Gone = true
	case isLimited:
		send.Kind, send.RetryAfter = bot.SendRetry, max(limited.RetryAfter, time.Second)
	case isStatus && status.Code == http.StatusTooManyRequests:
		send.Kind, send.RetryAfter = bot.SendRetry, limitedRetry
	case isStatus && status.Code >= 500:
		send.Kind = bot.SendRetry
	case unauthorized[word]:
		send.Kind, send.RetryAfter = bot.SendRetry, unauthorizedRetry
	case passing[word]:
		send.Kind = bot.SendRetry
	case word == "" && !isStatus:
		return w.Failed(method, err)
	}
	return send
}

// doubtful tells whether Slack may have done what it was asked although the call failed.
func doubtful(err error, send *bot.SendError) bool {
	status, ok := errors.AsType[slackapi.StatusCodeError](err)
	return send.Kind == bot.SendAmbiguous || passing[word(err)] || ok && status.Code >= 500
}

// word is what Slack called the error, or empty if it did not answer.
func word(err error) string {
	if e, ok := errors.AsType[slackapi.SlackErrorResponse](err); ok {
		return e.Err
	}
	return ""
}

// cause leaves out the URL of a request that failed: those of uploads are as good as a token.
func cause(err error) error { return channels.Bare(err) }
