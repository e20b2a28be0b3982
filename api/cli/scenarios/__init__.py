"""Scenarios as the command line tells them: beside how they would play, and proposed."""
