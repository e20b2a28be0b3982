"""`rutin token`: tokens for people and programs: given out, shown once, listed, ended."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said
from engine.values import days

if TYPE_CHECKING:
    from engine.service.access.tokens import TokenInfo
    from engine.service.engine import Engine

_EXAMPLES = Said(
    """Nyckeln visas en enda gång; databasen sparar bara ett avtryck av den.
Flera roller: upprepa --role och --unit parvis. En administratör sköter nycklar,
personer, utskick och inställningar, och ser inga ärenden.

Exempel:
  rutin token --subject anst-1042 --role medarbetare --unit norra
  rutin token --subject anst-2001 --role enhetschef --unit norra --role enhetschef --unit sodra
  rutin token --subject vik-77 --role medarbetare --unit norra --until 2026-08-31
  rutin token --subject it-3 --administrator
  rutin token --list                         vilka nycklar som finns
  rutin token --end --subject anst-1042      en telefon är borta: avsluta alla nycklar för den som hade den
  rutin token --end --subject anst-1042 --id 3f9c02d1a4b7 --until 2026-08-31""",
    """The token is shown only once; the database keeps nothing but a hash of it.
Several roles: repeat --role and --unit in pairs. An administrator sees to tokens,
people, deliveries and settings, and sees no instances.

Examples:
  rutin token --subject anst-1042 --role medarbetare --unit norra
  rutin token --subject anst-2001 --role enhetschef --unit norra --role enhetschef --unit sodra
  rutin token --subject temp-77 --role medarbetare --unit norra --until 2026-08-31
  rutin token --subject it-3 --administrator
  rutin token --list                         which tokens there are
  rutin token --end --subject anst-1042      a phone is lost: end all tokens of whoever had it
  rutin token --end --subject anst-1042 --id 3f9c02d1a4b7 --until 2026-08-31""",
)

_NAME = re.compile(r"[\w.@-]{1,40}")
_DAY = Said("Skriv en dag så: 2026-08-31.", "Write a day like this: 2026-08-31.")


def arguments(parser: Parser) -> None:
    """What `rutin token` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--list",
        action="store_true",
        help=Said("visa vilka nycklar som finns", "show which tokens there are"),
    )
    parser.add_argument(
        "--end",
        action="store_true",
        help=Said(
            "avsluta nycklarna för --subject, nu eller efter dagen --until",
            "end the tokens of --subject, now or after the day --until",
        ),
    )
    parser.add_argument(
        "--subject",
        metavar="S",
        help=Said("vem nyckeln gäller; ett id, inte ett namn", "whom the token is for; an id, not a name"),
    )
    parser.add_argument("--role", action="append", metavar="R", help=Said("rollens id", "the role's id"))
    parser.add_argument("--unit", action="append", metavar="U", help=Said("enhetens id", "the unit's id"))
    parser.add_argument(
        "--administrator",
        action="store_true",
        help=Said(
            "en administratörs nyckel, i stället för roller",
            "an administrator's token, in place of roles",
        ),
    )
    parser.add_argument(
        "--new-role",
        action="store_true",
        help=Said(
            "ja, rollen finns inte i någon publicerad rutin än",
            "yes, no published routine has the role yet",
        ),
    )
    parser.add_argument(
        "--until",
        type=days.read,
        metavar=Said("DAG", "DAY"),
        hint=_DAY,
        help=Said("nyckelns sista dag", "the token's last day"),
    )
    parser.add_argument(
        "--id",
        metavar="ID",
        help=Said("med --end: bara nyckeln med det id:t", "with --end: only the token with that id"),
    )
    parser.add_format()
    parser.set_defaults(parser=parser)


def run(options: argparse.Namespace) -> int:
    """Make a token, store its hash and print it once; or list tokens; or end some."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    needed = [] if options.list else ["subject"]
    if not (options.list or options.end or options.administrator):
        needed += ["role", "unit"]
    options.parser.require(options, needed)
    options.role, options.unit = options.role or [], options.unit or []
    _refuse_what_does_not_fit(options)
    with open_engine(Settings.load(), new=False) as engine:
        if options.list:
            return _list(engine, options)
        if options.end:
            return _end(engine, options)
        return _make(engine, options)


def _refuse_what_does_not_fit(options: argparse.Namespace) -> None:
    from engine.errors.store import SettingsWrong
    from engine.problems import clipped
    from engine.values.visible import has_hidden

    if options.list and options.end:
        raise SettingsWrong(Said("Välj --list eller --end.", "Choose --list or --end."))
    if options.administrator and (options.role or options.unit):
        raise SettingsWrong(
            Said(
                "En administratör har inga roller. Ge ut en nyckel till, med --role och --unit, åt den som också har en roll.",
                "An administrator has no roles. Give out another token, with --role and --unit, to somebody who has a role too.",
            ),
        )
    if len(options.role) != len(options.unit):
        raise SettingsWrong(
            Said(
                "Varje --role behöver en egen --unit, och tvärtom.",
                "Each --role needs a --unit of its own, and the other way round.",
            ),
        )
    for name in filter(lambda each: each is not None, (options.subject, *options.role, *options.unit)):
        if not _NAME.fullmatch(name) or has_hidden(name):
            raise SettingsWrong(
                Said(
                    f"”{clipped(name)}” går inte att använda. Skriv 1 till 40 bokstäver, siffror, punkter, @, - och _ utan blanksteg.",
                    f"“{clipped(name)}” can't be used. Write 1 to 40 letters, digits, dots, @, - and _ without spaces.",
                ),
            )


def _make(engine: Engine, options: argparse.Namespace) -> int:
    from engine.errors.store import SettingsWrong

    if not options.new_role and (told := _unknown_role(engine, options.role)):
        print(f"rutin token: {told.say(options.language)}", file=sys.stderr)
        return FOUND
    ends_at = days.ends(options.until, engine.context.zone) if options.until else None
    if ends_at is not None and ends_at <= engine.now():
        raise SettingsWrong(
            Said(f"Dagen {options.until} har redan varit.", f"The day {options.until} is over.")
        )
    grants = frozenset(zip(options.role, options.unit, strict=True))
    token = engine.tokens.add(options.subject, grants, administers=options.administrator, ends_at=ends_at)
    if options.format == "json":
        told_of = {
            "subject": options.subject,
            "grants": sorted(grants),
            "administrator": options.administrator,
            "until": ends_at and ends_at.isoformat(),
            "token": token,
        }
        print(json.dumps(told_of))
    else:
        print(token)
    return OK


def _unknown_role(engine: Engine, roles: Iterable[str]) -> Said | None:
    """What is said of the first role that no published routine has. Where nothing is published, any may come to be."""
    from engine.problems import hint

    known = {role for routine in engine.routines() for role in routine.roles}
    unknown = next((role for role in roles if role not in known), None)
    if unknown is None or not known:
        return None
    near_sv, near_en = hint(unknown, sorted(known))
    return Said(
        f"Ingen publicerad rutin har rollen ”{unknown}”.{near_sv} Inget har gjorts. Är det rätt ändå: lägg till --new-role.",
        f"No published routine has the role “{unknown}”.{near_en} Nothing has been done. If it is right all the same: add --new-role.",
    )


def _list(engine: Engine, options: argparse.Namespace) -> int:
    from engine.service.cursor import every

    found = engine.tokens.of(options.subject) if options.subject else list(every(engine.tokens.everybodys))
    if options.format == "json":
        print(json.dumps([_as_json(each) for each in found]))
        return OK
    for each in found:
        print(_line(each, options.language))
    return OK


def _end(engine: Engine, options: argparse.Namespace) -> int:
    at = days.ends(options.until, engine.context.zone) if options.until else None
    count = engine.tokens.end(options.subject, options.id, at)
    if options.format == "json":
        print(json.dumps({"ended": count}))
        return OK
    told = Said(
        f"{count} nycklar slutar gälla efter {options.until}.",
        f"{count} tokens stop working after {options.until}.",
    )
    now = Said(
        f"{count} nycklar är avslutade. De slutar gälla inom fem sekunder.",
        f"{count} tokens are ended. They stop working within five seconds.",
    )
    print((told if at else now).say(options.language))
    return OK


def _as_json(token: TokenInfo) -> dict[str, object]:
    from engine.values.moments import iso

    return {
        "id": token.id,
        "subject": token.subject,
        "grants": token.grants,
        "administrator": token.administers,
        "created_at": iso(token.created_at),
        "until": token.ends_at and iso(token.ends_at),
        "ended_at": token.ended_at and iso(token.ended_at),
        "works": token.works,
    }


def _line(token: TokenInfo, language: str) -> str:
    """Id, subject, what it allows, when it was made, and whether it works."""
    allows = ", ".join(f"{role} {unit}" for role, unit in token.grants)
    if token.administers:
        allows = Said("administratör", "administrator").say(language)
    state = Said("gäller", "works") if token.works else Said("avslutad", "ended")
    if token.works and token.ends_at:
        state = Said(
            f"gäller till {token.ends_at:%Y-%m-%d %H:%M}Z", f"works until {token.ends_at:%Y-%m-%d %H:%M}Z"
        )
    return f"{token.id}  {token.subject}  {allows}  {token.created_at:%Y-%m-%d}  {state.say(language)}"
