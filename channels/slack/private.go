package slack

// Private tells whether the bot is alone with the customer at an address.
func Private(address string) bool {
	p, ok := at(address)
	return ok && p.direct()
}
