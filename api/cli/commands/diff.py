"""`rutin diff`: what differs between two versions, in words of the work."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from api.cli.versions import Versions
    from engine.difference.change import Difference

_EXAMPLES = Said(
    """FÖRE och EFTER är två filer eller två mappar. De kan också vara:
  stodpass@1                     version 1 så som den är publicerad (stodpass@ är den senaste, @ är alla)
  HEAD:routines/stodpass.yaml    filen så som den är sparad i git

Exempel:
  rutin diff gammal.yaml routines/stodpass.yaml
  rutin diff @ routines                               vad som ändras när mappen publiceras
  rutin diff stodpass@1 routines --format markdown    ”ändringar från föregående version”, att klistra in

Slutkoder: 0 inget skiljer, 1 något skiljer, 2 det gick inte att jämföra.""",
    """BEFORE and AFTER are two files or two folders. They may also be:
  stodpass@1                     version 1 as it is published (stodpass@ is the newest, @ is all)
  HEAD:routines/stodpass.yaml    the file as git has it

Examples:
  rutin diff old.yaml routines/stodpass.yaml
  rutin diff @ routines                               what changes when the folder is published
  rutin diff stodpass@1 routines --format markdown    “changes from the version before”, to paste

Exit codes: 0 nothing differs, 1 something differs, 2 they could not be compared.""",
)


def arguments(parser: Parser) -> None:
    """What `rutin diff` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument("old", metavar=Said("FÖRE", "BEFORE"), help=Said("den äldre", "the older"))
    parser.add_argument("new", metavar=Said("EFTER", "AFTER"), help=Said("den nyare", "the newer"))
    parser.add_format(markdown=Said("att klistra in", "to paste"))
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Compare and print. 0: nothing differs, 1: something does."""
    from api.cli.versions import load
    from engine.difference.report import as_json, as_markdown, as_text

    found = _differences(load(options.old, options.language), load(options.new, options.language))
    if options.format == "json":
        print(json.dumps([as_json(each, options.language) for each in found], ensure_ascii=False, indent=2))
    elif options.format == "markdown":
        print(as_markdown(found, options.language))
    else:
        for each in found:
            print(as_text(each, options.language), end="\n\n")
        if not found:
            print(Said("Inget skiljer.", "Nothing differs.").say(options.language))
    return FOUND if found else OK


def _differences(old: Versions, new: Versions) -> tuple[Difference, ...]:
    """Two that are named are compared whatever they are called; one that is named, with its own in a whole set."""
    from engine.difference.compare import difference, differences

    if not old.whole and not new.whole:
        only = difference(old.routines[0], new.routines[0])
        return () if only.same else (only,)
    named = None if old.whole and new.whole else {each.id for each in (new if old.whole else old).routines}
    before, after = (
        [each for each in side.routines if named is None or each.id in named] for side in (old, new)
    )
    return differences(before, after)
