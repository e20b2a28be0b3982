"""From a tap to the answered page, with fifty staff who tap at once and never pause: sign-in, a visit started, arrival, taken back."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from benchmarks.serving import Served, served, staff

STAFF = 50

_HIDDEN = re.compile(r'<input type="hidden" name="(key|revision|draft)" value="([^"]*)">')
_INSTANCE = re.compile(r"/instances/[^/]+")
_UNDO = re.compile(r'action="(/instances/[^"]+/undo)">\s*(.*?)</form>', re.DOTALL)


def on_sqlite(taps: int) -> Served:
    """How long the taps took, each with the page that it leads to; `taps` is how many each of the staff makes."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rutin.db'}"
        tokens = staff(url, STAFF)
        with served(url) as server:
            begun, before = perf_counter(), server.cpu_seconds()
            times = asyncio.run(_all(f"http://127.0.0.1:{server.port}", tokens, taps))
            seconds, after = perf_counter() - begun, server.cpu_seconds()
    times.sort()
    return Served(
        clients=STAFF,
        requests=len(times) / seconds,
        cpu=None if before is None or after is None else (after - before) / len(times) * 1e6,
        median=times[len(times) // 2] * 1e3,
        slowest=times[len(times) * 99 // 100] * 1e3,
    )


async def _all(address: str, tokens: list[str], taps: int) -> list[float]:
    found = await asyncio.gather(*(_one(address, token, taps) for token in tokens))
    return [each for times in found for each in times]


async def _one(address: str, token: str, taps: int) -> list[float]:
    times: list[float] = []
    headers = {"Origin": address, "Accept": "text/html"}
    async with httpx.AsyncClient(
        base_url=address, headers=headers, follow_redirects=True, timeout=60
    ) as phone:

        async def tap(path: str, **fields: str) -> httpx.Response:
            """Sends the form and waits for the page that it leads to."""
            begun = perf_counter()
            page = await phone.post(path, data=fields)
            times.append(perf_counter() - begun)
            if page.status_code != 200:
                raise RuntimeError(f"{path}: {page.status_code}")
            return page

        await phone.post("/sign-in", data={"token": token, "next": "/home"})
        page = await phone.get("/start/stodpass")
        page = await tap("/start/stodpass", **dict(_HIDDEN.findall(page.text)), besok_ref="S-1")
        step = f"{page.url.path}/steps/ak_dit"
        while len(times) < taps:
            page = await tap(step, **dict(_HIDDEN.findall(page.text)), choice="framme")
            undo = _UNDO.search(page.text)
            if undo is None:
                raise RuntimeError("what was tapped can't be taken back")
            page = await tap(undo[1], **dict(_HIDDEN.findall(undo[2])))
    return times
