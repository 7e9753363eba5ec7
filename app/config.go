package app

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Config is everything an operator decides. It is read from a YAML file, then from the environment (LOTSE_STORE for store),
// then from flags; what comes later wins. Secrets are best given in the environment.
type Config struct {
	Bot    string `yaml:"bot"`    // folder of the bot
	Data   string `yaml:"data"`   // folder for what must outlive the program
	Listen string `yaml:"listen"` // address and port of the HTTP server
	URL    string `yaml:"url"`    // how browsers reach the server, where that differs: https://help.example.com
	Proxy  bool   `yaml:"proxy"`  // a reverse proxy stands before the server: customers' addresses are in X-Forwarded-For

	Store    string `yaml:"store"`    // sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE
	Index    string `yaml:"index"`    // embedded: or qdrant://HOST:6334/NAME
	Bell     string `yaml:"bell"`     // local: or nats://HOST:4222
	Embedder string `yaml:"embedder"` // builtin:, none:, or the base URL of an OpenAI-compatible server with ?model=NAME
	Model    string `yaml:"model"`    // none:, or the base URL of an OpenAI-compatible server with ?model=NAME
	Reranker string `yaml:"reranker"` // none:, or the address of a /rerank endpoint (Cohere, Jina, TEI) with ?model=NAME where it has several
	Lexicon  string `yaml:"lexicon"`  // file of the optional German-English lexicon for the built-in embedder

	APIKey      string `yaml:"api_key"`      // for /v1; without it that channel is closed
	EmbedderKey string `yaml:"embedder_key"` // bearer token for the embedder
	ModelKey    string `yaml:"model_key"`    // bearer token for the model
	RerankerKey string `yaml:"reranker_key"` // bearer token for the reranker

	TelegramToken  string `yaml:"telegram_token"`  // of the bot, from @BotFather; without it that channel is closed
	TelegramSecret string `yaml:"telegram_secret"` // that Telegram sends with each webhook; derived from the token if empty
	TelegramURL    string `yaml:"telegram_url"`    // of the Bot API, where it is not Telegram's own

	SlackToken        string `yaml:"slack_token"`         // of the bot in one workspace, xoxb-...; empty where workspaces install the app
	SlackSecret       string `yaml:"slack_secret"`        // signing secret of the app; without it and an app token that channel is closed
	SlackAppToken     string `yaml:"slack_app_token"`     // xapp-...: Socket Mode instead of webhooks
	SlackClientID     string `yaml:"slack_client_id"`     // of the app, where workspaces install it
	SlackClientSecret string `yaml:"slack_client_secret"` // of the app, where workspaces install it
	SlackTeams        string `yaml:"slack_teams"`         // IDs of the workspaces that may install it, separated by commas; empty is any
	SlackDesk         string `yaml:"slack_desk"`          // channel in which agents work, C0123ABCD; empty for none
	SlackURL          string `yaml:"slack_url"`           // of the Web API, where it is not Slack's own

	WebhookURL    string `yaml:"webhook_url"`    // where replies of the generic webhook channel go; without it that channel is closed
	WebhookSecret string `yaml:"webhook_secret"` // that signs both ways, whsec_...

	MaxFile    int           `yaml:"max_file"`    // largest file that is taken or sent, in megabytes
	MaxPending int           `yaml:"max_pending"` // most utterances that may wait; others are told when to come back
	Parallel   int           `yaml:"parallel"`    // most turns at once
	Shutdown   time.Duration `yaml:"shutdown"`    // longest time a clean end may take
	Log        string        `yaml:"log"`         // debug, info, warn or error
}

// Defaults is the configuration of a machine without any other server.
func Defaults() Config {
	return Config{
		Bot:        ".",
		Data:       "data",
		Listen:     "127.0.0.1:8080",
		Index:      "embedded:",
		Bell:       "local:",
		Embedder:   "builtin:",
		Model:      "none:",
		MaxFile:    10,
		MaxPending: 20000,
		Parallel:   256,
		Shutdown:   15 * time.Second,
		Log:        "info",
	}
}

// Load reads the configuration: defaults, then the file if one is named, then the environment, then what flags set.
func Load(file string, environ []string, flags Config) (Config, error) {
	c := Defaults()
	if file != "" {
		if err := c.read(file); err != nil {
			return c, err
		}
	}
	if err := c.environment(environ); err != nil {
		return c, err
	}
	c.override(flags)
	if c.Store == "" {
		c.UseData(c.Data)
	}
	return c, c.check()
}

// UseData keeps everything in a folder.
func (c *Config) UseData(dir string) {
	c.Data, c.Store = dir, "sqlite:"+filepath.Join(dir, storeFile)
}

// storeFile is what the store of a data folder is called.
const storeFile = "lotse.db"

func (c *Config) read(file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the configuration file %s is not there", file)
	}
	if err != nil {
		return fmt.Errorf("read the configuration: %w", err)
	}
	var faults source.Faults
	if v, ok := source.Parse(file, text, &faults); ok {
		v.Decode(c)
	}
	return bot.Broken(faults.List())
}

// environment reads LOTSE_ and the upper-case key for every key there is. Other LOTSE_ variables are not ours to judge.
func (c *Config) environment(environ []string) error {
	fields := reflect.ValueOf(c).Elem()
	for i := range fields.NumField() {
		name := "LOTSE_" + strings.ToUpper(fields.Type().Field(i).Tag.Get("yaml"))
		for _, pair := range environ {
			value, ok := strings.CutPrefix(pair, name+"=")
			if !ok || value == "" {
				continue
			}
			if err := set(fields.Field(i), value); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func set(field reflect.Value, value string) error {
	switch field.Interface().(type) {
	case string:
		field.SetString(value)
	case int:
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", value)
		}
		field.SetInt(int64(n))
	case bool:
		b, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("%q is not true or false", value)
		}
		field.SetBool(b)
	case time.Duration:
		d, err := time.ParseDuration(value)
		if err != nil {
			return fmt.Errorf("%q is not a time such as 15s", value)
		}
		field.SetInt(int64(d))
	}
	return nil
}

// override takes over every field that is set.
func (c *Config) override(flags Config) {
	to, from := reflect.ValueOf(c).Elem(), reflect.ValueOf(flags)
	for i := range from.NumField() {
		if !from.Field(i).IsZero() {
			to.Field(i).Set(from.Field(i))
		}
	}
}

func (c *Config) check() error {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log)); err != nil {
		return fmt.Errorf("log: %q is not one of debug, info, warn, error", c.Log)
	}
	if c.MaxPending < 1 || c.Parallel < 1 || c.MaxFile < 1 {
		return errors.New("max_pending, parallel and max_file must be at least 1")
	}
	return nil
}

// Level is the least level that is logged.
func (c Config) Level() (level slog.Level) {
	_ = level.UnmarshalText([]byte(c.Log)) // Load has checked it
	return level
}
