package gloss

// Glossary is the text of the glossary.
var Glossary = glossary
