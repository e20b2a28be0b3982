"""`rutin retain`: what is older than its routine says goes for good, with a receipt; without `--yes` it is only told."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from api.cli.parser import OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.service.retaining.erasing import Preview
    from engine.service.retaining.receipts import Run
    from engine.stored.receipt import Erased

_EXAMPLES = Said(
    """Hur länge ett ärende sparas säger rutinen (retain: 2 år efter avslut), annars inställningen retain i settings.yaml.
Där ingen av dem säger något sparas allt. Det som pågår, är yngre än så eller bevaras (rutin hold) rörs aldrig.
Utan --yes berättas bara vad som skulle gallras. Det som gallras är borta för alltid; kvar blir ett kvitto. Säkerhetskopior
gallras inte av det här: ta bort dem när de är gamla nog. Andra kan arbeta under tiden.

Exempel:
  rutin retain
  rutin retain --yes --by anst-1042
  rutin retain --receipts""",
    """How long a case is kept is what its routine says (retain: 2 years after the end), else the setting retain in settings.yaml.
Where neither says anything, all is kept. What runs, is younger than that or is held (rutin hold) is never touched.
Without --yes it is only told what would go. What is erased is gone for ever; a receipt stays. Backups are not erased
by this: remove them when they are old enough. Others can work meanwhile.

Examples:
  rutin retain
  rutin retain --yes --by anst-1042
  rutin retain --receipts""",
)
_WOULD = Said("Det här får gallras nu:", "This may be erased now:")
_NOTHING = Said("Inget är gammalt nog att gallras.", "Nothing is old enough to be erased.")
_LINE = Said(
    "  {routine}{unit}: {number} {what}, avslutade {oldest} – {newest} ({rule})",
    "  {routine}{unit}: {number} {what}, ended {oldest} – {newest} ({rule})",
)
_UNIT = Said(" i {unit}", " in {unit}")
_WHAT = {
    "case": Said("ärenden", "cases"),
    "suggestion": Said("förslag som har fått svar", "suggestions that have been answered"),
}
_HELD = Said(
    "{number} ärenden till är gamla nog, men bevaras. Se varför: rutin hold",
    "{number} more cases are old enough, but held. See why: rutin hold",
)
_WITHOUT = Said(
    "Utan tid, så att allt sparas: {routines}.", "Without a time, so that all is kept: {routines}."
)
_HOW = Said(
    "Inget har gallrats. Gör det: rutin retain --yes --by ID",
    "Nothing has been erased. Do it: rutin retain --yes --by ID",
)
_RUN = Said("{at} gallrade {by}:", "At {at} {by} erased:")
_WENT = Said("  Avtryck av det som gallrades: {went}", "  Digest of what was erased: {went}")
_NEVER = Said("Inget har gallrats än.", "Nothing has been erased yet.")


def arguments(parser: Parser) -> None:
    """What `rutin retain` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--yes", action="store_true", help=Said("gallra, för alltid", "erase, for ever").say(parser.speaks)
    )
    what.add_argument(
        "--receipts",
        action="store_true",
        help=Said("visa vad som har gallrats, av vem", "show what has been erased, by whom").say(
            parser.speaks
        ),
    )
    parser.add_argument(
        "--by",
        metavar="ID",
        help=Said(
            "med --yes: vem som gallrar, ett id i rutin people",
            "with --yes: who erases, an id in rutin people",
        ),
    )
    parser.add_format()
    parser.add_language()
    parser.set_defaults(parser=parser)


def run(options: argparse.Namespace) -> int:
    """Tell what may go, erase it, or list the receipts. Raises NotFound where nobody is known by `--by`."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    if options.yes:
        options.parser.require(options, ["by"])
    with open_engine(Settings.load(), new=False, read_only=not options.yes) as engine:
        if options.receipts:
            return _show_runs(engine.erasing.runs(), options)
        if options.yes:
            done = engine.erasing.erase(options.by)
            return _show_runs([done] if done else [], options, none=_NOTHING)
        return _show(engine.erasing.preview(), options)


def _show(found: Preview, options: argparse.Namespace) -> int:
    if options.format == "json":
        told = {
            "may_go": [_told(each) for each in found.may_go],
            "held": found.held,
            "without_rule": list(found.without_rule),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return OK
    said = [_WOULD, *_lines(found.may_go)] if found.may_go else [_NOTHING]
    if found.held:
        said.append(_HELD.fill(number=found.held))
    if found.without_rule:
        said.append(_WITHOUT.fill(routines=", ".join(found.without_rule)))
    if found.may_go:
        said.append(_HOW)
    for each in said:
        print(each.say(options.language))
    return OK


def _show_runs(runs: list[Run], options: argparse.Namespace, none: Said = _NEVER) -> int:
    if options.format == "json":
        told = [
            {
                "run": each.id,
                "at": each.at.isoformat(),
                "by": each.by,
                "erased": [_told(one) for one in each.erased],
                "went": list(each.went),
            }
            for each in runs
        ]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return OK
    if not runs:
        print(none.say(options.language))
    for each in runs:
        print(_RUN.fill(at=f"{each.at:%Y-%m-%d %H:%M}", by=each.by).say(options.language))
        for line in _lines(each.erased):
            print(line.say(options.language))
        for went in each.went:
            print(_WENT.fill(went=went).say(options.language))
    return OK


def _lines(erased: Iterable[Erased]) -> list[Said]:
    from engine.problems import Problem
    from engine.values import retention

    lines = []
    for each in erased:
        rule = retention.parse(each.rule)
        lines.append(
            _LINE.fill(
                routine=each.routine,
                unit=_UNIT.fill(unit=each.unit) if each.unit else "",
                number=each.number,
                what=_WHAT[each.kind],
                oldest=f"{each.oldest:%Y-%m-%d}",
                newest=f"{each.newest:%Y-%m-%d}",
                rule=each.rule if isinstance(rule, Problem) else rule.said,
            )
        )
    return lines


def _told(each: Erased) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "routine": each.routine,
        "unit": each.unit,
        "rule": each.rule,
        "number": each.number,
        "oldest": each.oldest.isoformat(),
        "newest": each.newest.isoformat(),
    }
