"""What a batch is to write, worked out before anything is written. Pure."""
