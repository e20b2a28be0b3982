"""What a grant rests on, where that is not a token."""

from __future__ import annotations

REGISTER = "register"
"""Somebody who may has written it down."""

SIGN_IN = "sign_in"
"""Whoever vouched for the person said so when they signed in last."""

SHIFT = "shift"
"""A manager has let the person in for a shift."""

BY_HAND = (REGISTER, SHIFT)
"""What is said here, and nowhere else: it holds whatever a token or another's word says."""
