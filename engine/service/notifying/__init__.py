"""What waits reaches people where they are: to whom, by what, when, in which words, and what could not be delivered."""
