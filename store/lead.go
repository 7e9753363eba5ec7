package store

import (
	"context"
	"fmt"
	"time"
)

// leading is what the lease of a lead is called, which no conversation is.
const leading = "lead of "

// Lead takes the lead of something that only one program may do at a time, or keeps it, for a while; false if another has it. A
// store that one program has for itself gives it always.
func (s *Store) Lead(ctx context.Context, what string, now time.Time, length time.Duration) (bool, error) {
	ok, err := s.leases.lead(ctx, leading+what, now, length)
	if err != nil {
		return false, fmt.Errorf("take the lead of %s: %w", what, err)
	}
	return ok, nil
}

// Resign lets another have the lead at once, if this program has it.
func (s *Store) Resign(ctx context.Context, what string) error {
	if err := s.leases.drop(ctx, leading+what); err != nil {
		return fmt.Errorf("resign from the lead of %s: %w", what, err)
	}
	return nil
}
