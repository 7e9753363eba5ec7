package simulate

// Drawn are lines as they are after reading.
func Drawn(texts ...string) Lines { return Lines{Say: texts, texts: texts} }

// StyleNames are all styles.
func StyleNames() []string { return names(styles) }
