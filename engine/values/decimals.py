"""Numbers as people write them: decimal and exact, so that what is judged is what is shown."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from engine.said import Said

Number = int | Decimal
"""A number of a fact or a condition: whole ones are int, others Decimal without zeros at the end."""

MOST_DIGITS = 15
"""Significant digits of a number with decimals. So many go through any JSON reader unchanged."""

MOST_DECIMALS = 6


def exact(number: float | Decimal) -> Number:
    """The number as it is written: of a binary float the shortest decimal that stands for it."""
    if isinstance(number, int):
        return number
    decimal = number if isinstance(number, Decimal) else Decimal(repr(number))
    if decimal == decimal.to_integral_value():
        return int(decimal)
    # With room for all its digits: what is too fine is to be seen, not rounded away.
    room = Context(prec=len(decimal.as_tuple().digits), Emin=MIN_EMIN, Emax=MAX_EMAX)
    return decimal.normalize(room)


def plain(number: Number) -> int | float:
    """The JSON number that `exact` gives the number back of."""
    return float(number) if isinstance(number, Decimal) else number


def written(number: Number) -> Said:
    """All digits of the number, with the language's decimal sign: 0,3 in Swedish."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return Said(text.replace(".", ","), text)


def is_too_fine(number: Number) -> bool:
    """Whether it has more digits or decimals than a number may have."""
    if not isinstance(number, Decimal):
        return False
    _, digits, exponent = number.as_tuple()
    return len(digits) > MOST_DIGITS or -int(exponent) > MOST_DECIMALS
