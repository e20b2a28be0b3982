"""`rutin hold`: what is kept whatever its age, since somebody has said why: a case, a routine's cases, all that a person has been in."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from api.cli.parser import OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.service.retaining.holds import Hold, Kind

_EXAMPLES = Said(
    """Det som bevaras gallras inte (rutin retain), och en person som bevaras kan inte glömmas, förrän någon häver det:
för en utredning, en tvist, en begäran om utdrag. Utan val visas det som bevaras. Det som har hävts står kvar (--all).

Exempel:
  rutin hold
  rutin hold --case 3f9c02d1a4b7e8aa10c2 --reason "Anmälan till IVO 2026-114" --by anst-1042
  rutin hold --routine forlorad_telefon --reason "Tillsyn av IMY" --by anst-1042
  rutin hold --person anst-2001 --reason "Arbetsrättslig tvist" --by anst-1042
  rutin hold --lift 8a1d… --by anst-1042""",
    """What is held is not erased (rutin retain), and a person who is held can't be forgotten, until somebody lifts it:
for an inquiry, a dispute, a request for what is kept. Without options what is held is listed. What was lifted stands (--all).

Examples:
  rutin hold
  rutin hold --case 3f9c02d1a4b7e8aa10c2 --reason "Report 2026-114" --by anst-1042
  rutin hold --routine forlorad_telefon --reason "Inspection" --by anst-1042
  rutin hold --person anst-2001 --reason "Dispute" --by anst-1042
  rutin hold --lift 8a1d… --by anst-1042""",
)
_KINDS = {
    "case": Said("ärendet {of}", "the case {of}"),
    "routine": Said("rutinen {of}", "the routine {of}"),
    "person": Said("personen {of}", "the person {of}"),
}
_LINE = Said("{id}  {what}, sedan {at} av {by}: {reason}", "{id}  {what}, since {at} by {by}: {reason}")
_LIFTED = Said("{line} (hävt {at} av {by})", "{line} (lifted {at} by {by})")
_NONE = Said("Inget bevaras.", "Nothing is held.")


def arguments(parser: Parser) -> None:
    """What `rutin hold` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    what = parser.add_mutually_exclusive_group()
    for name, told in {
        "case": Said(
            "bevara ärendet som har det här id:t, eller en rutin i det",
            "hold the case with this id, or an instance of it",
        ),
        "routine": Said("bevara rutinens alla ärenden", "hold all cases of the routine"),
        "person": Said("bevara allt som personen har varit med i", "hold all that the person has been in"),
        "lift": Said("bevara det inte längre", "hold it no more"),
    }.items():
        what.add_argument(f"--{name}", metavar="ID", help=told.say(parser.speaks))
    what.add_argument(
        "--all",
        action="store_true",
        help=Said("visa också det som har hävts", "list what was lifted too").say(parser.speaks),
    )
    parser.add_argument("--reason", metavar="T", help=Said("varför, i en mening", "why, in a sentence"))
    parser.add_argument(
        "--by",
        metavar="ID",
        help=Said("vem som bestämmer det, ett id i rutin people", "who decides it, an id in rutin people"),
    )
    parser.add_format()
    parser.add_language()
    parser.set_defaults(parser=parser)


def run(options: argparse.Namespace) -> int:
    """List, place or lift. Raises NotFound where there is no such thing or nobody is known by `--by`, FactsWrong for a reason of no use."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    kinds: tuple[Kind, ...] = ("case", "routine", "person")
    kind = next((each for each in kinds if getattr(options, each)), None)
    if kind:
        options.parser.require(options, ["reason", "by"])
    if options.lift:
        options.parser.require(options, ["by"])
    is_asked = not (kind or options.lift)
    with open_engine(Settings.load(), new=False, read_only=is_asked) as engine:
        if kind:
            found = [engine.holds.place(kind, getattr(options, kind), options.reason, options.by)]
        elif options.lift:
            found = [engine.holds.lift(options.lift, options.by)]
        else:
            found = engine.holds.listed(lifted=options.all)
    if options.format == "json":
        print(json.dumps([_told(each) for each in found], ensure_ascii=False, indent=2))
        return OK
    for each in found:
        print(_line(each).say(options.language))
    if not found:
        print(_NONE.say(options.language))
    return OK


def _line(hold: Hold) -> Said:
    what = _KINDS[hold.kind].fill(of=hold.of)
    line = _LINE.fill(id=hold.id, what=what, at=f"{hold.at:%Y-%m-%d}", by=hold.by, reason=hold.reason)
    if hold.lifted_at is None:
        return line
    return _LIFTED.fill(line=line, at=f"{hold.lifted_at:%Y-%m-%d}", by=str(hold.lifted_by))


def _told(hold: Hold) -> dict[str, str | None]:
    return {
        "id": hold.id,
        "kind": hold.kind,
        "of": hold.of,
        "reason": hold.reason,
        "by": hold.by,
        "at": hold.at.isoformat(),
        "lifted_by": hold.lifted_by,
        "lifted_at": hold.lifted_at.isoformat() if hold.lifted_at else None,
    }
