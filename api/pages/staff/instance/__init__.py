"""The pages of one instance: its step, the questions of a choice, what else can be done, the way so far, the history."""
