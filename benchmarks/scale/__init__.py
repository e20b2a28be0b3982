"""What very much or very long does to it: many timers at once, many instances, many requests."""
