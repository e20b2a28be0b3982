"""The words of printed forms, in Swedish and English, beside those of the handbook."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import Said

_WORDS: Mapping[str, Said] = {
    "form": Said("Blankett", "Form"),
    "version": Said("Version {version}", "Version {version}"),
    "fill in": Said(
        "Fyll i när Rutin inte fungerar. Börja uppifrån. Skriv när du gjorde varje steg och signera.",
        "Fill in when Rutin does not work. Begin at the top. Write when you did each step, and sign.",
    ),
    "register": Said(
        "När Rutin fungerar igen: registrera raderna i ordning, med tiden när de gjordes och radens kod. Kryssa i ”Reg.”.",
        "When Rutin works again: register the lines in order, with the time when they were done and the line's code. Tick “Reg.”.",
    ),
    "keep": Said(
        "Ifyllt papper är sekretessbelagt. Lämna det inte framme. Lämna det till chefen när allt är registrerat.",
        "A filled-in paper is confidential. Do not leave it about. Hand it to the manager when all of it is registered.",
    ),
    "of whom": Said(
        "Gäller (referens eller telefon, aldrig namn)", "About (reference or phone, never a name)"
    ),
    "begins": Said("Rutinen börjar", "The routine begins"),
    "follow": Said(
        "Följ rutinen ”{title}” på en egen blankett.", "Follow the routine “{title}” on a form of its own."
    ),
    "by hand": Said(
        "Skickas inte av sig självt nu. Ring eller skriv till {to}.",
        "Is not sent by itself now. Call or write to {to}.",
    ),
    "webhook by hand": Said(
        "Görs av sig självt när raden före är registrerad.",
        "Done by itself when the line before is registered.",
    ),
    "wait": Said("Vänta tills det har kommit.", "Wait until it has come."),
    "remember": Said("kom ihåg: {text}", "remember: {text}"),
    "tell": Said("säg till {who}: {text}", "tell {who}: {text}"),
    "tell plain": Said("säg till {who}", "tell {who}"),
    "law": Said("Lag", "Law"),
    "by law": Said("Tider enligt lag", "Times by law"),
    "skip": Said("Steget gäller inte här", "The step does not apply"),
    "skip reason": Said("Varför?", "Why?"),
    "done": Said("Gjort", "Done"),
    "day": Said("dag", "day"),
    "clock": Said("kl.", "time"),
    "signature": Said("Signatur", "Signature"),
    "registered": Said("Reg.", "Reg."),
    "yes": Said("Ja", "Yes"),
    "no": Said("Nej", "No"),
    "if known": Said("{title} (om du vet)", "{title} (if you know)"),
    "call": Said("Ring", "Call"),
    "events": Said("Kan hända när som helst", "Can happen at any time"),
    "spare": Said("Steg som görs igen, och annat", "Steps that are done again, and other things"),
    "spare next": Said("Det som görs sedan", "What is done after that"),
    "step number": Said("Steg nr", "Step no."),
    "chose": Said("Jag valde", "I chose"),
    "end": Said("Slut: {title}", "End: {title}"),
    "caution": Said("Varning", "Caution"),
    "note": Said("Obs", "Note"),
    "page": Said("Sida 1 av 1", "Page 1 of 1"),
    "open in": Said("Öppet i {unit}", "Open in {unit}"),
    "printed": Said("Utskrivet {at}. {count}", "Printed {at}. {count}"),
    "one case": Said("1 pågående rutin.", "1 routine that runs."),
    "cases": Said("{count} pågående rutiner.", "{count} routines that run."),
    "no cases": Said("Inget pågår.", "Nothing runs."),
    "what is printed": Said(
        "Här står det som Rutin visste då: rutin, steg, vem, tider och de uppgifter som är ifyllda i varje ärende.",
        "This is what Rutin knew then: routine, step, who, times and the facts that are filled in of each case.",
    ),
    "destroy": Said(
        "Sekretess: förvara inlåst. Strimla bladet när ett nyare är utskrivet och inget är skrivet på det.",
        "Confidential: keep it locked up. Shred the sheet when a newer one is printed and nothing is written on it.",
    ),
    "unreadable": Said(
        "Det finns ärenden som inte går att läsa, och som inte står här: {count}.",
        "There are cases that can't be read, and do not stand here: {count}.",
    ),
    "owner": Said("Vems", "Whose"),
    "began": Said("Började", "Began"),
    "opened": Said("öppet sedan {at}", "open since {at}"),
    "taken by": Said("taget av {who}", "taken by {who}"),
    "stands still": Said("Står still: {why}", "Stands still: {why}"),
}


def say(key: str, language: str, /, **values: object) -> str:
    """The words for `key` in `language`."""
    return _WORDS[key].say(language).format(**values)
