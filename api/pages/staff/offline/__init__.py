"""What staff can do without signal: what their phones keep, and what they send when there is signal again."""
