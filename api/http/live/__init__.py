"""Pages that are told that there is something new while they are open."""
