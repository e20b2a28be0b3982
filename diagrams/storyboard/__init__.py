"""Storyboards: a scenario of a routine, played by the engine and shown one card a step, for those who train others."""
