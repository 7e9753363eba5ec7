package bot_test

import (
	"testing"

	"github.com/lotse-bot/lotse/bot"
)

// A drawing can carry a script, and a type that only looks like a picture's is none: both are downloaded.
func TestOnlyPicturesThatCannotRunAreShownInPlace(t *testing.T) {
	for mediaType, want := range map[string]bot.ElementKind{
		"image/png": bot.ElementImage, "image/jpeg": bot.ElementImage, "image/gif": bot.ElementImage, "image/webp": bot.ElementImage,
		"image/svg+xml": bot.ElementFile, "application/pdf": bot.ElementFile, "text/html": bot.ElementFile, "image/png; x": bot.ElementFile, "": bot.ElementFile,
	} {
		if got := (bot.Media{Type: mediaType}).Kind(); got != want {
			t.Errorf("a file of type %q is shown as %s, want %s", mediaType, got, want)
		}
	}
}
