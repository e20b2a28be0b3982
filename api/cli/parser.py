"""argparse that speaks Swedish first, and proposes the nearest word for a misspelt one."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from engine.said import Said

OK, FOUND, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130


ROUTINES = Said("rutiner: filer eller mappar", "routines: files or folders")
"""What a command is given that makes something of routines."""

_USAGE = Said("användning: ", "usage: ")
_VALUES = Said("vad som ska anges", "what to give")
_OPTIONS = Said("val", "options")
_HELP = Said("visa den här hjälpen och sluta", "show this help and stop")
_SEE = Said("Se: {prog} --help", "See: {prog} --help")

# What argparse says no with, and how it is told here; the groups are the names it puts in.
_MISTAKES = [
    (r"the following arguments are required: (.+)", Said("Det saknas: {0}.", "Missing: {0}.")),
    (
        r"argument (\S+): expected .*argument.*",
        Said("Efter {0} ska ett värde stå.", "A value must follow {0}."),
    ),
    (
        r"argument (\S+): invalid day value: '?(.*?)'?",
        Said(
            "«{1}» går inte att använda för {0}. Skriv en dag, till exempel 2026-01-31.",
            "“{1}” can't be used for {0}. Write a day, for example 2026-01-31.",
        ),
    ),
    (
        r"argument (\S+): invalid (?:int|_?port)? ?value: '?(.*?)'?",
        Said("«{1}» går inte att använda för {0}.", "“{1}” can't be used for {0}."),
    ),
    (
        r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        Said("«{1}» finns inte.{hint_sv} Välj bland: {2}.", "There is no “{1}”.{hint_en} Choose among: {2}."),
    ),
]


class Parser(argparse.ArgumentParser):
    """A parser in one language. Subparsers get the language from the call that makes them."""

    def __init__(
        self, *, language: str = "sv", about: Said | None = None, examples: Said | None = None, **rest: Any
    ) -> None:
        rest.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        about_text = about.say(language) if about else ""
        super().__init__(
            description=about_text[:1].upper() + about_text[1:],
            epilog=examples.say(language) if examples else None,
            add_help=False,
            allow_abbrev=False,
            **rest,
        )
        self.speaks = language
        self._positionals.title = _VALUES.say(language)
        self._optionals.title = _OPTIONS.say(language)
        self.add_argument("-h", "--help", action="help", help=_HELP.say(language))

    def say(self, sv: str, en: str) -> str:
        """The one of two texts that is in the parser's language."""
        return en if self.speaks == "en" else sv

    def add_language(self) -> None:
        """The option `--language`, for commands whose output people read."""
        self.add_argument(
            "--language",
            choices=("sv", "en"),
            default=None,
            help=self.say("språk i svaret", "language of the answer"),
        )

    def add_format(self, **others: Said) -> None:
        """The option `--format`, for commands whose answer programs read too; `others` are more formats, with what they are for."""
        told = "".join(f", {name} {what.say(self.speaks)}" for name, what in others.items())
        self.add_argument(
            "--format",
            choices=("text", "json", *others),
            default="text",
            help=self.say(
                "text för människor (förval), json för program",
                "text for people (default), json for programs",
            )
            + told,
        )

    def add_paths(self, needed: Said | None = None) -> None:
        """Routine files and folders. `needed` tells of those that must be named; else the folder of the settings may be meant."""
        told = needed or Said(
            "filer eller mappar (annars RUTIN_ROUTINES)", "files or folders (else RUTIN_ROUTINES)"
        )
        self.add_argument(
            "paths",
            nargs="+" if needed else "*",
            type=Path,
            metavar=self.say("FIL", "PATH"),
            help=told.say(self.speaks),
        )

    def add_output(self, told: Said) -> None:
        """The option `--output`: where what is made goes, told in `told` with what holds without it."""
        self.add_argument(
            "-o",
            "--output",
            metavar=self.say("VART", "WHERE"),
            help=told.say(self.speaks),
        )

    def format_usage(self) -> str:
        """The usage line with its heading in the parser's language."""
        return self._told(super().format_usage())

    def format_help(self) -> str:
        """The help with the usage heading in the parser's language."""
        return self._told(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and where to read on; exit code 2."""
        print(f"{self.prog}: {_told(message, self.speaks)}", file=sys.stderr)
        print(_SEE.say(self.speaks).format(prog=self.prog), file=sys.stderr)
        sys.exit(CANNOT_RUN)

    def refuse(self, unknown: list[str]) -> NoReturn:
        """Say which words mean nothing here, and what was probably meant."""
        known = [each for each in self._option_string_actions if each.startswith("--")]
        near = _nearest(unknown[0].partition("=")[0], known)
        told = self.say(f"Okänt: {' '.join(unknown)}.", f"Unknown: {' '.join(unknown)}.")
        meant = self.say(f" Menade du {near}?", f" Did you mean {near}?") if near else ""
        self.error(told + meant)

    def _told(self, text: str) -> str:
        return text.replace("usage: ", _USAGE.say(self.speaks), 1)


def _told(message: str, language: str) -> str:
    for pattern, words in _MISTAKES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            groups = [each or "" for each in match.groups()]
            near = _near(groups)
            return words.say(language).format(
                *(each.replace("'", "") for each in groups),
                hint_sv=f" Menade du «{near}»?" if near else "",
                hint_en=f" Did you mean “{near}”?" if near else "",
            )
    return message


def _near(groups: list[str]) -> str | None:
    if len(groups) < 3:
        return None
    known = [each.strip(" '") for each in groups[2].split(",")]
    return _nearest(groups[1], known)


def _nearest(word: str, known: list[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
