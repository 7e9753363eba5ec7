package gloss

// Dictionary is the text of the dictionary.
var Dictionary = dictionary
