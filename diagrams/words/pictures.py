"""The pictures' own words, in Swedish and English; handbooks and storyboards say the same with them, and have their own besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_WORDS = {
    "start": ("Start", "Start"),
    "step": ("Steg {number}", "Step {number}"),
    "go to step": ("Gå till steg {number}", "Go to step {number}"),
    "go to question": ("Gå till frågan ”{title}”", "Go to the question “{title}”"),
    "go to end": ("Slut: {title}", "End: {title}"),
    "from": ("Från {places}", "From {places}"),
    "the step": ("steg {number}", "step {number}"),
    "the question": ("frågan ”{title}”", "the question “{title}”"),
    "back": ("Fortsätt där du var", "Go on where you were"),
    "own routine": ("Egen rutin – se separat blad", "A routine of its own – see its sheet"),
    "at any time": ("När som helst: {title}", "At any time: {title}"),
    "together": ("Samtidigt {number}: {title}", "Side by side {number}: {title}"),
    "when all done": ("Gå vidare när alla är klara", "Go on when all are done"),
    "not reached": ("Nås inte från början", "Not reached from the start"),
    "reminder": ("påminnelse", "reminder"),
    "after": ("efter {time}", "after {time}"),
    "checklist": ("{count} punkter att bocka av", "{count} items to tick"),
    "one item": ("1 punkt att bocka av", "1 item to tick"),
    "skip": ("Får hoppas över, med skäl", "May be skipped, with a reason"),
    "sent": ("Skickat", "Sent"),
    "not sent": ("Gick inte att skicka", "Could not be sent"),
    "by mail": ("Mejlet skickas av sig självt", "The mail is sent by itself"),
    "by itself": ("Skickas av sig självt", "Sent by itself"),
    "arrived": ("När det har kommit", "When it has come"),
    "else": ("Annars", "Otherwise"),
    "starts": ("{label} (startar ”{title}”)", "{label} (starts “{title}”)"),
    "question": ("Fråga", "Question"),
    "event": ("Händelse", "Event"),
    "waits": ("Väntar", "Waits"),
    "time": ("Påminnelse eller besked", "Reminder or notice"),
    "side by side": ("Samtidigt", "Side by side"),
    "routine": ("Egen rutin", "A routine of its own"),
    "link": ("Gå till", "Go to"),
    "automatic": ("Görs av sig självt", "Done by itself"),
    "done": ("Klart", "Done"),
    "now": ("Nu", "Now"),
    "undecided mark": ("(inte bestämt än)", "(not decided yet)"),
    "version": ("Version {number}", "Version {number}"),
    "approved": ("beslutad av {by}", "approved by {by}"),
    "approved on": ("beslutad {on}", "approved {on}"),
    "approved by on": ("beslutad av {by} {on}", "approved by {by} on {on}"),
    "valid": ("gäller {until}", "valid {until}"),
    "you are here": ("Du är här: {places}", "You are here: {places}"),
    "of": ("steg {number} av {of}, {title}", "step {number} of {of}, {title}"),
    "ended": ("Avslutad: {title}", "Ended: {title}"),
    "cancelled": ("Avbruten", "Cancelled"),
    "responsible": ("Ansvarig: {who}.", "Done by: {who}."),
    "leads": ("Leder till: {ways}.", "Leads to: {ways}."),
    "and": ("och", "and"),
    "statechart": ("Tillståndsdiagram: {title}", "Statechart: {title}"),
    "anywhere": ("I varje tillstånd", "In every state"),
    "set": ("Så hänger rutinerna ihop", "How the routines belong together"),
    "so many routines": ("{count} rutiner", "{count} routines"),
    "by themselves": ("Fristående rutiner", "Routines by themselves"),
    "from step": ("Steg {number}: {title}", "Step {number}: {title}"),
    "started by": ("Startas av {who}", "Started by {who}"),
    "steps": ("{count} steg", "{count} steps"),
    "one step": ("1 steg", "1 step"),
    "see": ("Se ”{title}”", "See “{title}”"),
    "continued": ("{title}, forts.", "{title}, continued"),
    "from the page before": ("Från sidan före", "From the page before"),
    "on page": ("{title} (sida {page})", "{title} (page {page})"),
    "the page": ("Sida {page}", "Page {page}"),
    "page of": ("Sida {number} av {of}", "Page {number} of {of}"),
    "goes on": ("Fortsätter på sida {page}", "Goes on at page {page}"),
    "at": ("kl. {time}", "{time}"),
    "often": ("{count} gånger, senast {last}", "{count} times, last {last}"),
    "median": ("{time} i median · {count}", "{time} median · {count}"),
    "times": ("{count} gånger", "{count} times"),
    "once": ("{count} gång", "{count} time"),
    "under a minute": ("under 1 min", "under 1 min"),
    "days": ("{count} dygn", "{count} days"),
    "too few": ("färre än {count} personer, visas inte", "fewer than {count} people, not shown"),
    "heat": (
        "Tid per steg, {period}. Siffror visas bara där minst {count} personer ligger bakom.",
        "Time per step, {period}. Figures are shown only where at least {count} people are behind them.",
    ),
    "no time": ("Ingen tid visas", "No time is shown"),
    "up to": ("högst {high} min", "up to {high} min"),
    "between": ("{low}–{high} min", "{low}–{high} min"),
    "over": ("över {low} min", "over {low} min"),
}


def go_to(language: str, *, number: str | None, title: str, is_end: bool) -> str:
    """How a link names what it leads to: «Gå till steg 3»; what has no number by its title."""
    if number:
        return say("go to step", language, number=number)
    return say("go to end" if is_end else "go to question", language, title=title)


def listed(words: Sequence[str], language: str) -> str:
    """«1, 2 och 3»."""
    return (
        " ".join([", ".join(words[:-1]), say("and", language), words[-1]])
        if len(words) > 1
        else "".join(words)
    )


class Wording:
    """Words by key: (Swedish, English). A key that is not among its own has the pictures' words."""

    def __init__(self, own: Mapping[str, tuple[str, str]]) -> None:
        self._words = {**_WORDS, **own}

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The words for `key` in `language`; what is not English is Swedish."""
        return self._words[key][language == "en"].format(**values)


say = Wording({}).say
