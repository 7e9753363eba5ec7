package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// maxAnswer is the most that is read of an answer, in bytes: a hundred updates of four kilobytes of text, and much to spare.
const maxAnswer = 16 << 20

// newClient is used where no other is given. Its longest request is a poll.
func newClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	t.IdleConnTimeout = 30 * time.Second // before Telegram closes it: a request lost on a closed connection is ambiguous
	return &http.Client{Transport: t, Timeout: 2 * time.Minute}
}

// withoutRedirects keeps a client from following one: the token is in the address, and would be told to wherever it leads.
func withoutRedirects(c *http.Client) *http.Client {
	own := *c
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

// wire carries one request of the library, which knows no context, and notes how far it got.
type wire struct {
	ctx     context.Context
	client  *http.Client
	written atomic.Bool // the whole request left this host
	status  int         // 0 without an answer
}

// Do implements tgbotapi.HTTPClient.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{
		// Asked for again only when the connection before was closed before anything came of it: that does not count.
		GetConn:      func(string) { w.written.Store(false) },
		WroteRequest: func(i httptrace.WroteRequestInfo) { w.written.Store(i.Err == nil) },
	}
	resp, err := w.client.Do(req.WithContext(httptrace.WithClientTrace(w.ctx, trace)))
	if err != nil {
		return nil, err
	}
	w.status = resp.StatusCode
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, maxAnswer), resp.Body}
	return resp, nil
}

// request makes one request of the Bot API and decodes its result, unless that is nil. Errors are a *failure.
func (c *Channel) request(ctx context.Context, method string, params tgbotapi.Params, files []tgbotapi.RequestFile, result any) error {
	w := &wire{ctx: ctx, client: c.client}
	api := tgbotapi.BotAPI{Token: c.Token, Client: w}
	api.SetAPIEndpoint(strings.ReplaceAll(c.URL, "%", "%%") + "/bot%s/%s")
	var answer *tgbotapi.APIResponse
	var err error
	if len(files) > 0 {
		answer, err = api.UploadFiles(method, params, files)
	} else {
		answer, err = api.MakeRequest(method, params)
	}
	if err != nil {
		return c.failure(method, w, err)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(answer.Result, result); err != nil {
		return &failure{method: method, code: w.status, arrived: true, err: errors.New("the result is not of the documented form")}
	}
	return nil
}
