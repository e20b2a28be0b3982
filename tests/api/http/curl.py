"""`curl` commands as they stand on pages and in docs, carried out without curl."""

from __future__ import annotations

import re
import shlex

import httpx

from tests.api.acting import PLAIN


def curls(text: str) -> list[str]:
    """The commands of a block of shell text, each on one line."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if re.match(r"\s*curl\b", line)]


def curl(command: str) -> httpx.Response:
    """Sends what `curl` would send for the options `-H`, `-d`, `-X`, `-i` and `-s`."""
    words = iter(shlex.split(command.replace("\\\n", " "))[1:])
    headers: dict[str, str] = {}
    address, method, content = "", "", None
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            content = next(words).encode()
        elif word == "-X":
            method = next(words)
        elif word in ("-i", "-s"):
            continue
        else:
            assert not word.startswith("-"), f"{word} is not known here"
            address = word
    method = method or ("POST" if content is not None else "GET")
    return httpx.request(method, address, headers=headers, content=content, verify=PLAIN)
