"""`rutin archive`: cases that have ended, for an archive: readable without Rutin, with their routines and checksums."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.parser import OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.model.routine import Routine

_EXAMPLES = Said(
    """En zip-fil i formatet BagIt (RFC 8493): varje ärende som JSON, med rutinernas titlar och ord, och historiken med den kedja som visar
att inget har ändrats; varje version av en rutin som dokument (HTML) och som JSON; kontrollsummor. Filen LAS-MIG.txt förklarar allt.
Det är inget färdigt paket enligt FGS: arkivet gör det av innehållet. Ärenden som pågår är inte med. Inget tas bort: det gör rutin retain.

Exempel:
  rutin archive ärenden-2026.zip
  rutin archive ärenden-2026.zip --may-go          det som rutin retain skulle gallra nu
  rutin archive ärenden-2026.zip --routine stodpass""",
    """A zip file in the format BagIt (RFC 8493): each case as JSON in the titles and words of its routines, and the history with the
chain that proves that nothing was changed; each version of a routine as a document (HTML) and as JSON; checksums. LAS-MIG.txt explains
it all. It is no finished FGS package: the archive makes that of the content. Cases that run are not in it. Nothing is removed: rutin
retain does that.

Examples:
  rutin archive cases-2026.zip
  rutin archive cases-2026.zip --may-go            what rutin retain would erase now
  rutin archive cases-2026.zip --routine stodpass""",
)
_DONE = Said(
    "{file} är gjord. Ärenden: {cases}, versioner av rutiner: {routines}.",
    "{file} is made. Cases: {cases}, versions of routines: {routines}.",
)
_THERE = Said(
    "Filen {file} finns redan, och skrivs inte över. Ange ett annat namn.",
    "The file {file} is there already, and is not replaced. Give another name.",
)
_READ_ME = Said(
    """Ärenden ur Rutin, uttagna {at} (UTC).

cases/ID.json        Ett avslutat ärende: allt som startades tillsammans.
  instances          Rutinerna i ärendet: version, ägare, hur det slutade, och uppgifterna med rubrik och värde.
  history            Vad som hände, i ordning: när, vem, vilket steg och val, i rutinens ord. Tider i UTC.
  people             Vems de nummer är som står i kedjan. Den som har glömts står som removed#NUMMER.
  chain              Historiken som den är lagrad. För varje rad är
                       digest = SHA-256 av salt, radbyte, content
                       hash   = SHA-256 av previous, case, sequence, at, format, digest, med radbyte mellan
                     och previous är hash på raden före; före den första står 64 nollor.
routines/ID-VERSION.html   Rutinen som dokument. routines/ID-VERSION.json: det samma för program.
manifest-sha256.txt        Varje fils kontrollsumma (BagIt, RFC 8493).

Paketet är inte märkt enligt FGS Paketstruktur eller FGS Ärendehantering; uppgifterna för det finns i filerna.
""",
    """Cases of Rutin, taken {at} (UTC).

cases/ID.json        A case that has ended: all that was started together.
  instances          The routines in it: version, owner, how it ended, and the facts with title and value.
  history            What happened, in order: when, who, which step and choice, in the routine's words. Times in UTC.
  people             Whose the numbers in the chain are. Whoever was forgotten stands as removed#NUMBER.
  chain              The history as it is stored. For each row
                       digest = SHA-256 of salt, newline, content
                       hash   = SHA-256 of previous, case, sequence, at, format, digest, with newlines between
                     and previous is the hash of the row before; before the first stand 64 zeros.
routines/ID-VERSION.html   The routine as a document. routines/ID-VERSION.json: the same for programs.
manifest-sha256.txt        The checksum of each file (BagIt, RFC 8493).

The package is not marked up by the Swedish FGS specifications; what they need is in the files.
""",
)


def arguments(parser: Parser) -> None:
    """What `rutin archive` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "file",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("zip-filen som görs", "the zip file that is made"),
    )
    parser.add_argument(
        "--routine",
        metavar="ID",
        help=Said("bara ärenden där rutinen är med", "only cases that the routine is in"),
    )
    parser.add_argument(
        "--may-go",
        action="store_true",
        help=Said("bara det som rutin retain skulle gallra nu", "only what rutin retain would erase now"),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make the file, whole or not at all. Raises NotFound where there is no such routine, SettingsWrong where the file is there."""
    from api.cli.bag import Bag
    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.errors.store import SettingsWrong

    language, versions, cases = options.language, set(), 0
    with open_engine(Settings.load(), new=False, read_only=True) as engine:
        if options.routine:
            engine.routine(options.routine)
        at = engine.now()
        info = {"Bagging-Date": f"{at:%Y-%m-%d}", "Bag-Software-Agent": "Rutin"}
        try:
            with Bag(options.file, info) as bag:
                bag.put("LAS-MIG.txt", _READ_ME.fill(at=f"{at:%Y-%m-%d %H:%M}").say(language).encode())
                for case in engine.archive.cases(language, routine=options.routine, may_go=options.may_go):
                    cases += 1
                    bag.put(f"cases/{case.id}.json", _json(case.content))
                    for routine in case.routines:
                        if routine.digest not in versions:
                            versions.add(routine.digest)
                            for name, content in _files(routine, engine.context.settings, language).items():
                                bag.put(name, content)
        except FileExistsError as there:
            raise SettingsWrong(_THERE.fill(file=str(options.file))) from there
    told = _DONE.fill(file=str(options.file), cases=cases, routines=len(versions))
    print(told.say(language))
    return OK


def _files(routine: Routine, settings: Mapping[str, str], language: str) -> dict[str, bytes]:
    """The routine as a document, and for programs."""
    from diagrams.handbook.build import handbook_of
    from diagrams.handbook.formats import handbook_as
    from engine.stored.canonical import canonical

    name = f"routines/{routine.id}-{routine.version}"
    handbook = handbook_of([routine], language=language, settings=settings, training=False)
    return {f"{name}.html": handbook_as("html", handbook), f"{name}.json": _json(canonical(routine))}


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
