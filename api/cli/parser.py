"""argparse that speaks Swedish first, and proposes the nearest word for a misspelt one."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
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
_MISSING = Said("Det saknas: {names}.", "Missing: {names}.")
_NO_VALUE = Said("Efter {name} ska ett värde stå.", "A value must follow {name}.")
_ONE_TOO_MANY = Said("{name} tar inget värde.", "{name} takes no value.")
_UNUSABLE = Said("”{text}” går inte att använda för {name}.", "“{text}” can't be used for {name}.")
_NO_SUCH = Said(
    "”{text}” finns inte.{hint} Välj bland: {known}.", "There is no “{text}”.{hint} Choose among: {known}."
)
_MEANT = Said(" Menade du ”{near}”?", " Did you mean “{near}”?")
_UNKNOWN = Said("Okänt: {words}.", "Unknown: {words}.")
_OPTION_MEANT = Said(" Menade du {near}?", " Did you mean {near}?")


class Parser(argparse.ArgumentParser):
    """A parser in one language. Subparsers get the language from the call that makes them.

    What argparse finds wrong is told from its data (which argument, which choices), never from its sentences: those are English, and
    others with each version of Python. For that each value is read by `_read`, and what is required is looked for here.
    """

    def __init__(
        self, *, language: str = "sv", about: Said | None = None, examples: Said | None = None, **rest: Any
    ) -> None:
        about_text = about.say(language) if about else ""
        super().__init__(
            description=about_text[:1].upper() + about_text[1:],
            epilog=examples.say(language) if examples else None,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=partial(_Formatter, language),
            **rest,
        )
        self.speaks = language
        self._needed: list[argparse.Action] = []
        self._positionals.title = _VALUES.say(language)
        self._optionals.title = _OPTIONS.say(language)
        self.add_argument("-h", "--help", action="help", help=_HELP)

    def add_argument(  # type: ignore[override]
        self,
        *names: str,
        help: Said | str | None = None,
        metavar: Said | str | None = None,
        hint: Said | None = None,
        **rest: Any,
    ) -> argparse.Action:
        """As argparse has it, with words in the parser's language. `hint` is added where a value can't be used."""
        if metavar is not None:
            rest["metavar"] = self._say(metavar)
        action = super().add_argument(*names, help=self._say(help) if help else None, **rest)
        if action.nargs != 0:
            action.type = self._read(action, hint)
        return action

    def add_language(self) -> None:
        """The option `--language`, for commands whose output people read."""
        self.add_argument(
            "--language",
            choices=("sv", "en"),
            default=None,
            help=Said("språk i svaret", "language of the answer"),
        )

    def add_format(self, **others: Said) -> None:
        """The option `--format`, for commands whose answer programs read too; `others` are more formats, with what they are for."""
        told = "".join(f", {name} {what.say(self.speaks)}" for name, what in others.items())
        usual = Said(
            "text för människor (förval), json för program", "text for people (default), json for programs"
        )
        self.add_argument(
            "--format", choices=("text", "json", *others), default="text", help=usual.say(self.speaks) + told
        )

    def add_paths(self, needed: Said | None = None) -> None:
        """Routine files and folders. `needed` tells of those that must be named; else the folder of the settings may be meant."""
        self.add_argument(
            "paths",
            nargs="+" if needed else "*",
            type=Path,
            metavar=Said("FIL", "PATH"),
            help=needed
            or Said("filer eller mappar (annars RUTIN_ROUTINES)", "files or folders (else RUTIN_ROUTINES)"),
        )

    def add_output(self, told: Said) -> None:
        """The option `--output`: where what is made goes, told in `told` with what holds without it."""
        self.add_argument("-o", "--output", metavar=Said("VART", "WHERE"), help=told)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse has it; what is wrong is told, and the program stops."""
        given = list(sys.argv[1:] if args is None else args)
        self._needed = [action for action in self._actions if action.required]
        self._require(False)
        try:
            options, unknown = super().parse_known_args(given, namespace)
        except argparse.ArgumentError as wrong:
            self.error(self._told(wrong, given))
        finally:
            self._require(True)
        self.require(options, [action.dest for action in self._needed])
        return options, unknown

    def require(self, options: argparse.Namespace, needed: Iterable[str]) -> None:
        """Say which of these arguments are missing, and stop; also for a command that needs one only beside others."""
        names = {action.dest: _name(action) for action in self._actions}
        missing = [names[each] for each in needed if getattr(options, each, None) is None]
        if missing:
            self.error(_MISSING.say(self.speaks).format(names=", ".join(missing)))

    def format_help(self) -> str:
        """The help, which also shows what is required where it is asked for in the middle of the parsing."""
        self._require(True)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and where to read on; exit code 2."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        print(_SEE.say(self.speaks).format(prog=self.prog), file=sys.stderr)
        sys.exit(CANNOT_RUN)

    def refuse(self, unknown: list[str]) -> NoReturn:
        """Say which words mean nothing here, and what was probably meant."""
        known = [each for each in self._option_string_actions if each.startswith("--")]
        near = _nearest(unknown[0].partition("=")[0], known)
        told = _UNKNOWN.say(self.speaks).format(words=" ".join(unknown))
        self.error(told + (_OPTION_MEANT.say(self.speaks).format(near=near) if near else ""))

    def _require(self, required: bool) -> None:
        for action in self._needed:
            action.required = required

    def _say(self, words: Said | str) -> str:
        return words.say(self.speaks) if isinstance(words, Said) else words

    def _read(self, action: argparse.Action, hint: Said | None) -> Callable[[str], Any]:
        """Reads the argument's value as its type does, and tells in the parser's language where that can't be done."""
        real: Callable[[str], Any] = action.type or str  # type: ignore[assignment]

        def read(text: str) -> Any:
            try:
                value = real(text)
            except ValueError:
                told = _UNUSABLE.say(self.speaks).format(text=text, name=_name(action))
                raise argparse.ArgumentTypeError(
                    f"{told} {hint.say(self.speaks)}" if hint else told
                ) from None
            if action.choices is not None and value not in action.choices:
                raise argparse.ArgumentTypeError(self._no_such(text, action.choices))
            return value

        return read

    def _told(self, wrong: argparse.ArgumentError, given: Sequence[str]) -> str:
        """What argparse says no with: a value that `_read` refused, a command that there is not, a value too few or too many."""
        if isinstance(wrong.__context__, argparse.ArgumentTypeError):
            return wrong.message
        action = next(each for each in self._actions if _name(each) == wrong.argument_name)
        if action.choices is not None and not action.option_strings:
            word = next(each for each in given if not each.startswith("-"))
            return self._no_such(word, action.choices)
        words = _ONE_TOO_MANY if action.nargs == 0 else _NO_VALUE
        return words.say(self.speaks).format(name=_name(action))

    def _no_such(self, text: str, known: Iterable[Any]) -> str:
        near = _nearest(text, list(known))
        hint = _MEANT.say(self.speaks).format(near=near) if near else ""
        return _NO_SUCH.say(self.speaks).format(text=text, hint=hint, known=", ".join(known))


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with the usage's heading in one language."""

    def __init__(self, language: str, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self._heading = _USAGE.say(language)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As argparse has it; a `prefix` that is given stands instead of the heading."""
        super().add_usage(usage, actions, groups, self._heading if prefix is None else prefix)


def _name(action: argparse.Action) -> str:
    """What an argument is called in sentences, and by argparse where it says which one is wrong."""
    return "/".join(action.option_strings) or str(action.metavar or action.dest)


def _nearest(word: str, known: list[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
