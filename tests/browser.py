"""A headless browser in which tests do what people do on pages, and are told what is wrong with what they see."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

_NODE = Path(__file__).parent / "node"
_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")

Step = Mapping[str, Any]
"""What somebody does, one thing after the other: `go` to a path, `press` what has that text (`twice`: a double tap; `vain`: no answer
comes), `tap` what leads nowhere, `type` texts into named fields, `choose` controls by their ids, `tick` the checklist, go `back`, load
it `again`, wait for a `heading`, for what the page `says` or until the phone is `ready` to be without signal, `unfold` what is folded
under those words. By the keyboard alone: `reach` what has that text, `write`, go round by `keys`, `focus` on what has that text. Words
that are `unreadable` in what the browser has stored, and such as have to `lie` there. Be `deaf` to "all" that tells pages that are
opened from here on what is new, or to "events" alone. `look` at the page under a name, at `widths` of its own perhaps.
"""


def _installed() -> str | None:
    """The program of an installed browser; None where the packed one runs: that is for Linux on x86-64."""
    if platform.system() == "Linux" and platform.machine() == "x86_64":
        return None
    found = next(filter(None, map(shutil.which, _INSTALLED)), None)
    if found is None:
        said = "no browser to test pages in: install Chromium, Chrome or Edge and see that it is found by its name"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    return found


class Browser:
    """The browser's program, begun when something is first asked of it: starting takes longer than most that is done in it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._windows = 0

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate(timeout=60)

    def _begun(self) -> subprocess.Popen[str]:
        if self._process is None:
            node = shutil.which("node", path=str(_NODE.parents[1] / ".venv" / "bin")) or shutil.which("node")
            if node is None or not (_NODE / "node_modules" / "playwright-core").is_dir():
                pytest.fail("the browser's driver is not installed: make tests/node/node_modules/ready")
            installed = _installed()
            self._process = subprocess.Popen(
                [node, str(_NODE / "browser.mjs"), *([installed] if installed else [])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def ask(self, **asked: Any) -> dict[str, Any]:
        """What the program answers."""
        process = self._begun()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the browser stopped with {process.wait()}"
        answer: dict[str, Any] = json.loads(line)
        assert "failed" not in answer, answer["failed"]
        return answer

    @contextmanager
    def window(
        self, address: str, *, beside: Window | None = None, script: bool = True, bare: bool = False
    ) -> Iterator[Window]:
        """Somebody's browser at a server; `beside`: another tab of that one, with its cookies; `bare`: it has no service workers."""
        self._windows += 1
        name = str(self._windows)
        self.ask(open=name, beside=beside and beside.name, locale="sv-SE", script=script, bare=bare)
        try:
            yield Window(self, name, address)
        finally:
            self.ask(close=name)

    def wrong_in(
        self,
        address: str,
        steps: Sequence[Step],
        *,
        widths: Sequence[int] = (320, 390, 1280),
        checked: Sequence[int] = (320, 390, 1280),
        schemes: Sequence[str] = ("light", "dark"),
        shots: Path | None = None,
    ) -> list[str]:
        """What is wrong with the pages that are looked at on the way: by axe-core, without room, too small for a thumb, refused by policy.

        `checked`: at which of the widths axe-core looks too, which takes most of the time. `shots`: a folder for pictures of them.
        """
        with self.window(address) as window:
            where = str(shots) if shots else None
            window.does(*steps, widths=widths, checked=checked, schemes=schemes, shots=where)
            return window.wrong


class Window:
    """What somebody sees after what they did last: where it is, its heading, all its words, those with the focus, what is filled in as
    (name, value).

    `wrong`: all that was wrong in it so far.
    """

    def __init__(self, browser: Browser, name: str, address: str) -> None:
        self.name, self._browser, self._address = name, browser, address
        self.path, self.title, self.heading, self.text, self.focus = "", "", "", "", ""
        self.filled: list[tuple[str, str]] = []
        self.wrong: list[str] = []

    def does(self, *steps: Step, **looking: Any) -> Window:
        """Does all of it. AssertionError with what the page says where something can't be done."""
        looking = {"widths": (390,), "checked": (390,), "schemes": ("light",), **looking}
        answer = self._browser.ask(**{"in": self.name}, address=self._address, steps=steps, **looking)
        shown = answer["shown"]
        self.path, self.title, self.heading = shown["path"], shown["title"], shown["heading"]
        self.text, self.focus = (" ".join(shown[name].split()) for name in ("text", "focus"))
        self.filled = [(name, value) for name, value in shown["filled"]]
        self.wrong += answer["wrong"]
        return self

    def opens(self, path: str) -> Window:
        """Goes to the address."""
        return self.does({"go": path})

    def presses(self, words: str, **typed: str) -> Window:
        """Types in the named fields, and taps the first button or link that has those words."""
        return self.does({"type": typed, "press": words})
