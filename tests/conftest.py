"""How generated examples are made: the same ones in every run, and a failure prints how to play it again."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("soak", derandomize=False, print_blob=True, deadline=None, max_examples=5_000)
settings.load_profile("steady")
