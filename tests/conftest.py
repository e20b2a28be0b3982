"""How generated examples are made: the same ones in every run, and a failure prints how to play it again.

Heavy tests make new ones in every round, a few at a time, so that they end when their time is out.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("soak", derandomize=False, print_blob=True, deadline=None, max_examples=10)
settings.load_profile("steady")
