"""Content is read with its numbers as they are written: none is rounded before somebody has looked at it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Coroutine
from decimal import Decimal, InvalidOperation
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class ExactJson(APIRoute):
    """A route whose JSON content is read so that a number with more digits than a float can hold is a Decimal."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, given a request that reads its JSON exactly."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(_Request(request.scope, request.receive))

        return handle


class _Request(Request):
    async def json(self) -> Any:
        return json.loads(await self.body(), parse_float=exactly)


def exactly(text: str) -> float | Decimal:
    """The number of a JSON text with a fraction or an exponent: a float where that stands for it, else a Decimal.

    What is beyond all floats is infinite, and what no Decimal can hold either is no number: no fact takes them.
    """
    number = float(text)
    if math.isinf(number):
        return number
    try:
        written = Decimal(text)
    except InvalidOperation:
        return math.nan
    return number if Decimal(repr(number)) == written else written
