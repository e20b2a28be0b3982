"""How much a phone with little signal has to fetch for a page, with nothing kept from before."""

from __future__ import annotations

import re

import pytest

from tests.api.house import REAL_ROUTINES, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone

MOST = 60_000
"""Bytes of a page and of all that it needs, as they lie on the server: packed on the way they are fewer."""

_SHOWN_LATER = re.compile(r"<details>.*?</details>", re.DOTALL)
"""What is folded: a picture there that is `lazy` is fetched when it is unfolded."""

_IMPORTED = re.compile(r'^import .* from "\./([^"]+)";$', re.MULTILINE)
"""What a script needs beside it."""

_NEEDED = re.compile(r'<(?:link[^>]* href|script[^>]* src|img[^>]* src)="([^"]+)"')


def weight(phone: Phone, path: str) -> int:
    """Bytes of the page and of what it names."""
    phone.opens(path)
    assert phone.response.status_code == 200
    text = phone.response.text
    for folded in _SHOWN_LATER.findall(text):
        assert all('loading="lazy"' in image for image in re.findall(r"<img[^>]*>", folded))
    waiting = _NEEDED.findall(_SHOWN_LATER.sub("", text))
    assert waiting
    needed: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address not in needed:
            needed[address] = phone.http.get(address).text
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name}" for name in _IMPORTED.findall(needed[address])]
    return len(phone.response.content) + sum(len(each.encode()) for each in needed.values())


@pytest.mark.parametrize("path", ["/", "/home", "/start/arbetspass", "/person"])
def test_the_first_page_is_light(phones: Phones, path: str) -> None:
    with house(REAL_ROUTINES) as built:
        phone = phones(at=built)
        if path != "/":
            phone.opens("/")
            phone.presses("Logga in", token=built.engine.tokens.add("a", [("medarbetare", "norra")]))
        assert weight(phone, path) < MOST


def test_the_first_page_of_a_demonstration_is_light_too(phones: Phones) -> None:
    with house(REAL_ROUTINES, demo=True) as built:
        assert weight(phones(at=built), "/") < MOST
