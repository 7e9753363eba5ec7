package slack

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// installPage is what somebody sees who has installed the app, or tried to.
var installPage = template.Must(template.New("install").Parse(`<!doctype html>
<html lang="{{.Language}}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>lotse</title>
<body><main><h1>{{.Title}}</h1><p>{{.Text}}</p>{{if .Again}}<p><a href="/slack/install">{{.Again}}</a></p>{{end}}</main></body></html>
`))

// showInstall shows how the installation went.
func showInstall(w http.ResponseWriter, r *http.Request, status int, how, name string) {
	language := "en"
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "de") {
		language = "de"
	}
	say := func(key string) string { return installPhrases.Say(language, "install."+key, "", "name", name) }
	page := map[string]string{"Language": language, "Title": say(how + ".title"), "Text": say(how)}
	if how != "installed" && how != "foreign" {
		page["Again"] = say("again")
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the address holds a code
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = installPage.Execute(w, page) // an error here means that the browser is gone
}

var installPhrases = bot.NewPhrases([]string{"en", "de"}, bot.Words{
	"en": {
		"install.installed.title": {"Installed"},
		"install.installed":       {"The bot now answers in {name}. Write it a direct message, or invite it to a channel. You can close this page."},
		"install.declined.title":  {"Not installed"},
		"install.declined":        {"You have not agreed on Slack's page, so nothing was changed."},
		"install.state.title":     {"This way back is not valid any more"},
		"install.state":           {"It was begun in another browser, took longer than ten minutes, or was used before. Please begin again."},
		"install.foreign.title":   {"This workspace cannot use the bot"},
		"install.foreign":         {"Whoever runs the bot has not let this workspace in. Nothing of it was kept."},
		"install.rotating.title":  {"Not installed"},
		"install.rotating":        {"The app's tokens expire. Switch token rotation off in the app's settings, under OAuth and Permissions, and install it again."},
		"install.refused.title":   {"Not installed"},
		"install.refused":         {"Slack did not accept the installation. Please begin again; if that does not help, check the app's client ID, secret and redirect URL."},
		"install.failed.title":    {"Not installed"},
		"install.failed":          {"Something between Slack and us went wrong. Please begin again."},
		"install.again":           {"Begin again"},
	},
	"de": {
		"install.installed.title": {"Installiert"},
		"install.installed":       {"Der Bot antwortet jetzt in {name}. Schreib ihm eine Direktnachricht oder lade ihn in einen Kanal ein. Diese Seite kannst du schließen."},
		"install.declined.title":  {"Nicht installiert"},
		"install.declined":        {"Du hast auf der Seite von Slack nicht zugestimmt. Es wurde nichts geändert."},
		"install.state.title":     {"Dieser Rückweg gilt nicht mehr"},
		"install.state":           {"Er wurde in einem anderen Browser begonnen, hat länger als zehn Minuten gedauert oder wurde schon benutzt. Bitte fang noch einmal an."},
		"install.foreign.title":   {"Dieser Workspace kann den Bot nicht benutzen"},
		"install.foreign":         {"Wer den Bot betreibt, hat diesen Workspace nicht zugelassen. Es wurde nichts von ihm behalten."},
		"install.rotating.title":  {"Nicht installiert"},
		"install.rotating":        {"Die Token der App laufen ab. Schalte die Token-Rotation in den Einstellungen der App unter OAuth and Permissions aus und installiere sie noch einmal."},
		"install.refused.title":   {"Nicht installiert"},
		"install.refused":         {"Slack hat die Installation nicht angenommen. Bitte fang noch einmal an; wenn das nicht hilft, prüfe Client-ID, Secret und Redirect-URL der App."},
		"install.failed.title":    {"Nicht installiert"},
		"install.failed":          {"Zwischen Slack und uns ist etwas schiefgegangen. Bitte fang noch einmal an."},
		"install.again":           {"Noch einmal"},
	},
})
