// Package private finds personal data in German and English text and puts stand-ins in its place.
//
// It works by rules and lists alone: forms with a checksum (IBAN, cards), forms of numbers and addresses, the words people
// introduce personal data with ("ich heiße", "my phone number is"), and lists of given and family names. What it misses and
// what it takes for personal without need is measured: see the suite kind "masking" in docs/capture.md. It is a help for
// those who pass texts on, no proof that nothing personal is left in them.
package private
