package fuse

import "context"

// Do asks a server by a function, unless it is left alone just now.
func (f *Fuse) Do(ctx context.Context, ask func() error) error {
	if err := f.allow(); err != nil {
		return err
	}
	err := ask()
	f.note(ctx, err)
	return err
}
