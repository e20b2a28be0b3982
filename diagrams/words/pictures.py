"""The pictures' own words, in Swedish and English; handbooks and storyboards say the same with them, and have their own besides."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import QUOTED, Said
from engine.values.texts import UNDECIDED

_WORDS: Mapping[str, Said] = {
    "start": Said("Start", "Start"),
    "step": Said("Steg {number}", "Step {number}"),
    "go to step": Said("Gå till steg {number}", "Go to step {number}"),
    "go to question": Said("Gå till fråga {number}", "Go to question {number}"),
    "go to named": Said("Gå till {name}", "Go to {name}"),
    "go to end": Said("Slut: {title}", "End: {title}"),
    "from": Said("Från {places}", "From {places}"),
    "the step": Said("steg {number}", "step {number}"),
    "the question": Said("fråga {number}", "question {number}"),
    "quoted": QUOTED,
    "back": Said("Fortsätt där du var", "Go on where you were"),
    "stays": Said("Kvar i steg {number}", "Still in step {number}"),
    "stays here": Said("Kvar i steget", "Still in the step"),
    "own routine": Said("Egen rutin – se separat blad", "A routine of its own – see its sheet"),
    "at any time": Said("När som helst: {title}", "At any time: {title}"),
    "any time": Said("När som helst: {events}", "At any time: {events}"),
    "together": Said("Samtidigt {number}: {title}", "Side by side {number}: {title}"),
    "when all done": Said("Gå vidare när alla är klara", "Go on when all are done"),
    "not reached": Said("Nås inte från början", "Not reached from the start"),
    "reminder": Said("påminnelse", "reminder"),
    "after": Said("efter {time}", "after {time}"),
    "at point": Said("vid {time}", "at {time}"),
    "checklist": Said("{count} punkter att bocka av", "{count} items to tick"),
    "one item": Said("1 punkt att bocka av", "1 item to tick"),
    "not by": Said("Inte {who}", "Not {who}"),
    "whoever": Said("den som {did}", "whoever {did}"),
    "did": Said("gjorde steg {steps}", "did step {steps}"),
    "did last": Said("senast gjorde steg {steps}", "last did step {steps}"),
    "started": Said("startade", "started it"),
    "skip": Said("Får hoppas över, med skäl", "May be skipped, with a reason"),
    "sent": Said("Skickat", "Sent"),
    "not sent": Said("Gick inte att skicka", "Could not be sent"),
    "by mail": Said("Mejlet skickas av sig självt", "The mail is sent by itself"),
    "by itself": Said("Skickas av sig självt", "Sent by itself"),
    "told by": Said("Sägs till av {who}", "Told by {who}"),
    "arrived": Said("När det har kommit", "When it has come"),
    "when ended": Said("När rutinen är klar", "When the routine has ended"),
    "if cancelled": Said("Om rutinen avbryts", "If the routine is cancelled"),
    "else": Said("Annars", "Otherwise"),
    "starts": Said("{label} (startar ”{title}”)", "{label} (starts “{title}”)"),
    "question": Said("Fråga", "Question"),
    "numbered question": Said("Fråga {number}", "Question {number}"),
    "time": Said("Påminnelse eller besked", "Reminder or notice"),
    "done": Said("Klart", "Done"),
    "now": Said("Nu", "Now"),
    "undecided mark": UNDECIDED,
    "version": Said("Version {number}", "Version {number}"),
    "approved": Said("beslutad av {by}", "approved by {by}"),
    "approved on": Said("beslutad {on}", "approved {on}"),
    "approved by on": Said("beslutad av {by} {on}", "approved by {by} on {on}"),
    "valid": Said("gäller {until}", "valid {until}"),
    "you are here": Said("Du är här: {places}", "You are here: {places}"),
    "of": Said("steg {number} av {of}, {title}", "step {number} of {of}, {title}"),
    "ended": Said("Avslutad: {title}", "Ended: {title}"),
    "cancelled": Said("Avbruten", "Cancelled"),
    "responsible": Said("Ansvarig: {who}.", "Done by: {who}."),
    "leads": Said("Leder till: {ways}.", "Leads to: {ways}."),
    "statechart": Said("Tillståndsdiagram: {title}", "Statechart: {title}"),
    "set": Said("Så hänger rutinerna ihop", "How the routines belong together"),
    "so many routines": Said("{count} rutiner", "{count} routines"),
    "by themselves": Said("Fristående rutiner", "Routines by themselves"),
    "from step": Said("Steg {number}: {title}", "Step {number}: {title}"),
    "started by": Said("Startas av {who}", "Started by {who}"),
    "steps": Said("{count} steg", "{count} steps"),
    "one step": Said("1 steg", "1 step"),
    "see": Said("Se ”{title}”", "See “{title}”"),
    "continued": Said("{title}, forts.", "{title}, continued"),
    "from the page before": Said("Från sidan före", "From the page before"),
    "from the picture before": Said("Från bilden före", "From the picture before"),
    "on page": Said("{title} (sida {page})", "{title} (page {page})"),
    "on picture": Said("{title} (bild {page})", "{title} (picture {page})"),
    "the page": Said("Sida {page}", "Page {page}"),
    "the picture": Said("Bild {page}", "Picture {page}"),
    "page of": Said("Sida {number} av {of}", "Page {number} of {of}"),
    "picture of": Said("Bild {number} av {of}", "Picture {number} of {of}"),
    "goes on at page": Said("Fortsätter på sida {page}", "Goes on at page {page}"),
    "goes on at picture": Said("Fortsätter på bild {page}", "Goes on at picture {page}"),
    "at": Said("kl. {time}", "{time}"),
    "often": Said("{count} gånger, senast {last}", "{count} times, last {last}"),
    "median": Said("{time} i median · {count}", "{time} median · {count}"),
    "times": Said("{count} gånger", "{count} times"),
    "once": Said("{count} gång", "{count} time"),
    "under a minute": Said("under 1 min", "under 1 min"),
    "one day": Said("1 dygn", "1 day"),
    "days": Said("{count} dygn", "{count} days"),
    "too few": Said("färre än {count} personer, visas inte", "fewer than {count} people, not shown"),
    "heat": Said(
        "Tid per steg, {period}. Siffror visas bara där minst {count} personer i enheten ligger bakom en månad.",
        "Time per step, {period}. Figures are shown only where at least {count} people of the unit are behind a month.",
    ),
    "no month": Said(
        "Ingen hel kalendermånad har gått i perioden: det finns inga siffror att visa.",
        "No whole calendar month has passed in the period: there are no figures to show.",
    ),
    "no time": Said("Ingen tid visas", "No time is shown"),
    "up to": Said("högst {high} min", "up to {high} min"),
    "between": Said("{low}–{high} min", "{low}–{high} min"),
    "over": Said("över {low} min", "over {low} min"),
}


def go_to(language: str, *, number: str | None, title: str, is_question: bool = False) -> str:
    """How a link names what it leads to: «Gå till steg 3», «Gå till fråga 2»; an end, which has no number, by its title."""
    if number is None:
        return say("go to end", language, title=title)
    return say("go to question" if is_question else "go to step", language, number=number)


class Wording:
    """Words by key. A key that is not among its own has the pictures' words."""

    def __init__(self, own: Mapping[str, Said]) -> None:
        self._words = {**_WORDS, **own}

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The words for `key` in `language`; what is not English is Swedish."""
        return self._words[key].say(language).format(**values)


say = Wording({}).say
