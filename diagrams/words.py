"""The words that pictures add to a routine's own, in Swedish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "start": ("Start", "Start"),
    "own_routine": ("Egen rutin – se separat blad", "A routine of its own – see its sheet"),
    "go_to": ("Gå till steg {number}", "Go to step {number}"),
    "go_on": ("Gå vidare till {title}", "Go on to {title}"),
    "ends": ("Slut: {title}", "End: {title}"),
    "anytime": ("När som helst: {title}", "At any time: {title}"),
    "beside": ("Samtidigt {number}: {title}", "At the same time {number}: {title}"),
    "all_at_once": ("Gör detta samtidigt, se {numbers}", "Do these at the same time, see {numbers}"),
    "after": ("efter {time}", "after {time}"),
    "after_fact": ("{time} efter {fact}", "{time} after {fact}"),
    "at_fact": ("vid {fact}", "at {fact}"),
    "reminder": ("{when}: påminnelse", "{when}: a reminder"),
    "tells": ("{when}: till {role}", "{when}: to {role}"),
    "waits_for": ("Väntar på besked", "Waits for word"),
    "waits": ("Väntar", "Waits"),
    "mail": ("Mejl skickas av sig självt", "Mail is sent by itself"),
    "webhook": ("Meddelande skickas av sig självt", "A message is sent by itself"),
    "failed": ("Gick inte att skicka", "Could not be sent"),
    "skip": ("Får hoppas över, med orsak", "May be skipped, with a reason"),
    "starts": ("Starta: {title}", "Start: {title}"),
    "more": ("och {count} till", "and {count} more"),
    "version": ("Version {version}", "Version {version}"),
    "decided": ("beslutad {day} av {who}", "decided {day} by {who}"),
    "decided_by": ("beslutad av {who}", "decided by {who}"),
    "responsible": ("Ansvarig: {role}.", "Responsible: {role}."),
    "step": ("Steg {number}: {title}.", "Step {number}: {title}."),
    "question": ("Fråga: {title}", "Question: {title}"),
    "leads": ("Leder till: {targets}.", "Leads to: {targets}."),
    "now": ("Här är du nu.", "You are here now."),
    "done": ("Klart.", "Done."),
    "legend_gateway": ("Fråga", "Question"),
    "legend_event": ("Händelse", "Event"),
    "legend_wait": ("Väntar", "Waits"),
    "legend_call": ("Egen rutin", "A routine of its own"),
    "legend_link": ("Gå till", "Go to"),
    "legend_together": ("Samtidigt", "At the same time"),
    "legend_done": ("Klart", "Done"),
    "legend_now": ("Här är du", "You are here"),
    "description": (
        "Rutinen {title} som bild: stegen i nummerordning uppifrån och ned, undantag till höger.",
        "The routine {title} as a picture: its steps in order from top to bottom, exceptions to the right.",
    ),
    "starts_with": ("Börjar med: {role}", "Begun by: {role}"),
}


def say(name: str, language: str, **parts: object) -> str:
    """The words in `language` (`sv`, anything else is English) with their parts filled in."""
    sv, en = WORDS[name]
    return (sv if language == "sv" else en).format(**parts)
