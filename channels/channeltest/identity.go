package channeltest

// identity checks that the adapter's name and capabilities agree.
func identity(t *trial) {
	name := t.adapter.Channel.Name()
	if name == "" || t.can.Channel != name {
		t.Errorf("the channel is called %q, its capabilities are those of %q", name, t.can.Channel)
	}
	if !t.can.Push {
		t.Error("an adapter that sends must say so: Push is false")
	}
	if len(t.can.Shows) == 0 {
		t.Error("the capabilities say of no element how it is shown")
	}
	for kind, s := range t.can.Shows {
		if s.As == "" {
			t.Errorf("the capabilities do not say what the customer sees of %s", kind)
		}
	}
	t.taken("an utterance", t.kit.Say(t.said(1)))
	in := t.inbox.last()
	if in.Channel != name || in.Address != t.kit.Addresses[0] || in.Conversation == "" || in.Key == "" || in.Text != t.said(1).Text {
		t.Errorf("the inbound is incomplete: channel %t, address %t, conversation %t, key %t, text %t",
			in.Channel == name, in.Address == t.kit.Addresses[0], in.Conversation != "", in.Key != "", in.Text == t.said(1).Text)
	}
}
