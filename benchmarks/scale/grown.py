"""Does anything cost more when very much runs already? A step, a worklist, the home page and a start of the server, beside few and many.

Everybody has as much to do in both databases: as many instances in each unit, each by one of its staff; the many are in many units.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from benchmarks.scale.copies import PERSON, Copied, write
from benchmarks.serving import drive, served, staff, visit
from benchmarks.stores import new_schema
from benchmarks.visit import UNIT, person, publish
from engine.run.commands import TakeBack
from engine.service.engine import Engine

FEW, MANY = 1_000, 100_000
A_UNIT = 1_000
HISTORY = 10
"""Rows of history that each instance has."""
STEPS, PAGES, STARTS = 600, 60, 3

_UNIT = "unit-of-the-form"
_STAFF = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """What was measured, and milliseconds beside few and beside many instances."""

    what: str
    few: float
    many: float


def on_sqlite(few: int = FEW, many: int = MANY) -> list[Compared]:
    """Each in a file."""
    with TemporaryDirectory() as folder:
        return _compared(
            [f"sqlite:///{Path(folder) / f'{number}.db'}" for number in (few, many)], (few, many)
        )


def on_postgres(url: str, few: int = FEW, many: int = MANY) -> list[Compared]:
    """Each in a schema of one server."""
    return _compared([new_schema(url, f"of_{number}") for number in (few, many)], (few, many))


def _compared(urls: list[str], numbers: tuple[int, int]) -> list[Compared]:
    measured = [_measured(url, number) for url, number in zip(urls, numbers, strict=True)]
    return [Compared(what, *(each[what] for each in measured)) for what in measured[0]]


def _measured(url: str, number: int) -> dict[str, float]:
    token = _filled(url, number)
    begun = [_until_ready(url) for _ in range(STARTS)]
    with served(url) as server:
        asyncio.run(drive(server, [token], 60, visit))
        steps = asyncio.run(drive(server, [token], STEPS, visit))
        address = f"http://127.0.0.1:{server.port}"
        with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as phone:
            phone.post("/sign-in", data={"token": token, "next": "/home"}, headers={"Origin": address})
            pages = {
                "a page of the worklist": _page(phone, "/api/v1/tasks", Authorization=f"Bearer {token}"),
                "the home page": _page(phone, "/home"),
            }
    return {"a step": steps.median, **pages, "a start of the server": median(begun)}


def _until_ready(url: str) -> float:
    """Milliseconds until a server that is started says that it is ready."""
    begun = perf_counter()
    with served(url) as server:
        httpx.get(f"http://127.0.0.1:{server.port}/readyz").raise_for_status()
        return (perf_counter() - begun) * 1e3


def _page(phone: httpx.Client, path: str, **headers: str) -> float:
    def once() -> float:
        begun = perf_counter()
        phone.get(path, headers=headers).raise_for_status()
        return (perf_counter() - begun) * 1e3

    return median(once() for _ in range(PAGES))


def _filled(url: str, number: int) -> str:
    """Write that many running instances, a thousand in each unit; a token of somebody in the first."""
    token, *_ = staff(url, _STAFF)
    form = _form()
    write(url, (form.filled(_values(each)) for each in range(number)))
    return token


def _values(number: int) -> Mapping[str, str]:
    """Whose it is and where: of others than those in the first unit there are only their numbers."""
    unit = number // A_UNIT
    return {
        "case": f"{number:020x}",
        "unit": f"{UNIT}-{unit}" if unit else UNIT,
        "person": str(1 + number % _STAFF + unit * _STAFF),
    }


def _form() -> Copied:
    """A visit that somebody has gone back and forth in, as often as that makes its history."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "one.db"
        with Engine.open(f"sqlite:///{file}") as engine:
            publish(engine)
            who = person(0, _UNIT)
            case = engine.start("stodpass", who, _UNIT, {"besok_ref": "S-1"}).instance
            for _ in range((HISTORY - 2) // 2):
                engine.choose(case, "ak_dit", "framme", who)
                engine.submit(TakeBack(at=engine.now(), by=who, instance=case)).result()
            engine.choose(case, "ak_dit", "framme", who)
        return Copied(file, case, {"case": case, "unit": _UNIT, "person": PERSON})
