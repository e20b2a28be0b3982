"""Opening the database that the settings name, and publishing routine files into it: what several commands begin with."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from api.cli.sound import decided, sound
from api.cli.unfinished import not_asked_for, refusal
from api.practice.opening import open_practice, refuse_practice
from api.settings import Settings
from engine.beside import read_documents
from engine.errors.store import StoreTrouble
from engine.problems import listed
from engine.run.binding import HeldBack, UnreadRunning
from engine.said import Said
from engine.service.engine import Engine
from engine.values import retention


def check_there(settings: Settings) -> None:
    """Raises StoreTrouble where the settings name a file that is not there."""
    file = settings.database_file
    if file and not file.exists():
        raise StoreTrouble(
            Said(
                f"Det finns ingen databas {file} här. Gå till rätt mapp, eller sätt RUTIN_DATABASE_URL. En ny görs av rutin publish.",
                f"There is no database {file} here. Go to the right folder, or set RUTIN_DATABASE_URL. rutin publish makes a new one.",
            ),
        )


def open_engine(settings: Settings, *, new: bool = True, read_only: bool = False) -> Engine:
    """The engine on the database of the settings; `new`: one that is not there is made. Raises StoreTrouble."""
    if not new:
        check_there(settings)
    if settings.practice:
        return open_practice(settings.database_url, zone=settings.time_zone, read_only=read_only)
    return refuse_practice(Engine.open(settings.database_url, read_only=read_only, zone=settings.time_zone))


def _any_fact(messages: Sequence[str]) -> Said:
    """What to do about messages that may still bring any fact."""
    sv, en = (
        listed([f"”{each}”" for each in messages], "och"),
        listed([f"“{each}”" for each in messages], "and"),
    )
    return Said(
        f"  {sv} får ännu ha med sig vilken uppgift som helst. Skriv ask: på väntan, höj version och publicera.",
        f"  {en} may still bring any fact. Write ask: on the wait, raise version and publish.",
    )


def _held_back(called: str, version: int, held: HeldBack) -> Said:
    """What becomes of running instances that do not get what was published."""
    if held.gets is None:
        return Said(
            f"  Ingen version av {called} passar {held.routine} version {held.version} (pågår: {held.count}): den som kommer till anropet "
            f"stannar där, och enhetens chef får se till den. Publicera en version av {called} som passar.",
            f"  No version of {called} fits {held.routine} version {held.version} (running: {held.count}): one that comes to its call "
            f"stands still there, and the unit's manager has to see to it. Publish a version of {called} that fits.",
        )
    return Said(
        f"  {held.routine} version {held.version} (pågår: {held.count}) fortsätter med {called} version {held.gets}, för version {version} "
        "passar den inte.",
        f"  {held.routine} version {held.version} (running: {held.count}) goes on with {called} version {held.gets}, since version "
        f"{version} does not fit it.",
    )


def _unread(unread: UnreadRunning) -> Said:
    """What runs by a version that can't be read, and does not hinder what is published."""
    return Said(
        f"  {unread.routine} version {unread.version} (pågår: {unread.count}) går inte att läsa, så det är inte känt vad som pågår får. "
        "Skriv: rutin audit",
        f"  {unread.routine} version {unread.version} (running: {unread.count}) can't be read, so that it is not known what those that run "
        "get. Write: rutin audit",
    )


def publish(
    engine: Engine,
    paths: Sequence[Path],
    language: str,
    *,
    unfinished: Collection[str] | None = None,
    quiet: bool = False,
) -> bool:
    """Check the files and publish what they hold, all or nothing; False (and why is printed) where one has an error or is unfinished.

    `unfinished`: the ids of the unfinished routines that are asked for; None for all, in a demonstration. What is published already is not
    asked about again.

    Raises:
        VersionTaken: a version number that is published with other content.
        DocumentChanged: a document of a routine has changed since it was checked.
    """
    report = sound(paths, language)
    if report is None:
        none = Said(
            "Inget har publicerats. Rätta felen och försök igen.",
            "Nothing was published. Correct the errors and try again.",
        )
        print(none.say(language), file=sys.stderr)
        return False
    # What the file says nothing of any more is not decided any more: nothing is erased by a line that somebody has taken away.
    settings = {retention.SETTING: None, **{id: each.value or None for id, each in report.settings.items()}}
    if unfinished is not None:
        there = {each.digest for each in engine.routines()}
        new = [each for each in report.routines if each.digest not in there]
        if left := not_asked_for(new, decided(report), unfinished):
            print(refusal(left).say(language), file=sys.stderr)
            return False
    documents = read_documents(report.routines, report.documents)
    for each in engine.publish(report.routines, settings, documents):
        if not quiet:
            words = (
                Said("publicerad", "published") if each.new else Said("redan publicerad", "already published")
            )
            print(f"{each.routine} version {each.version}: {words.say(language)}")
            if each.any_fact:
                print(_any_fact(each.any_fact).say(language))
            for held in each.held_back:
                print(_held_back(each.routine, each.version, held).say(language))
            for unread in each.unread:
                print(_unread(unread).say(language))
    return True
