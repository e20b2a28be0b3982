"""Which language a request is answered in: by its `Accept-Language`, else the organisation's own."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import HTTPConnection

from engine.said import CODE


def wanted(request: HTTPConnection) -> str:
    """`sv` or `en`: the one that the request's `Accept-Language` ranks highest, else the setting's."""
    own = getattr(getattr(request.scope.get("app"), "state", None), "language", CODE.sv)
    return preferred(request.headers.get("accept-language", ""), own)


@lru_cache
def preferred(header: str, own: str) -> str:
    """The first of `CODE` by the weights in `header`; `own` where the header names neither, or a tie."""
    weights: dict[str, float] = {}
    for part in header[:500].split(","):
        name, _, parameter = part.partition(";")
        code = name.strip().lower().partition("-")[0]
        weights[code] = max(weights.get(code, 0.0), _weight(parameter))
    anything = weights.get("*", 0.0)
    ranked = sorted(CODE, key=lambda code: (-weights.get(code, anything), code != own))
    return ranked[0] if weights.get(ranked[0], anything) > 0 else own


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
