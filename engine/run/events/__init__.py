"""What can happen to one instance, a module for each, and what a step works it out with: what it asks, moves and settles."""
