"""The rules that a routine file is held to: id, severity and the sentence in Swedish and English, all in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
ERROR: Severity = "error"
WARNING: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Names in braces in a sentence are filled in where it is broken.

    Empty sentences: the part that reads durations, conditions, values or YAML words the problem itself.
    """

    severity: Severity
    sv: str = ""
    en: str = ""

    @property
    def sentences(self) -> tuple[str, str]:
        """The sentence in Swedish and in English."""
        return self.sv, self.en


def _error(sv: str = "", en: str = "") -> Rule:
    return Rule(ERROR, sv, en)


def _warning(sv: str, en: str) -> Rule:
    return Rule(WARNING, sv, en)


_SHAPE = {
    "unknown-key": _error(
        "Nyckeln «{key}» finns inte här.{hint} Här får det stå: {allowed}.",
        "There is no key “{key}” here.{hint} Allowed here: {allowed}.",
    ),
    "missing-key": _error(
        "Nyckeln «{key}» saknas i {what}. Lägg till en rad som börjar med {key}:",
        "The key “{key}” is missing in {what}. Add a line that begins with {key}:",
    ),
    "wrong-type": _error(
        "«{key}» är {found}, men ska vara {allowed}.",
        "“{key}” is {found} but should be {allowed}.",
    ),
    "wrong-value": _error(
        "«{found}» går inte att använda för «{key}».{hint} Skriv {allowed}.",
        "“{found}” can't be used for “{key}”.{hint} Write {allowed}.",
    ),
    "empty-value": _error(
        "«{key}» är tom. Skriv något efter kolonet eller ta bort raden.",
        "“{key}” is empty. Write something after the colon or remove the line.",
    ),
    "bad-id": _error(
        "«{id}» går inte att använda som namn. Skriv små bokstäver a–z, siffror och understreck, börja med en bokstav, högst 40 tecken: «{proposal}».",
        "“{id}” can't be used as a name. Write small letters a–z, digits and underscores, begin with a letter, at most 40 characters: “{proposal}”.",
    ),
    "reserved-id": _error(
        "«{id}» har redan en betydelse i rutinspråket. Välj ett annat namn för {what}.",
        "“{id}” already means something in the routine language. Choose another name for {what}.",
    ),
    "key-not-here": _error(
        "«{key}» hör inte till {kind}. Det kan ha: {allowed}.",
        "“{key}” does not belong to {kind}. It can have: {allowed}.",
    ),
    "two-kinds": _error(
        "Tillståndet «{state}» har både «{first}» och «{second}» och kan bara ha ett av dem. Dela det i två tillstånd.",
        "The state “{state}” has both “{first}” and “{second}” and can only have one of them. Split it into two states.",
    ),
    "exactly-one": _error(
        "{what} ska ha exakt en av: {allowed}. Här står {found}.",
        "{what} must have exactly one of: {allowed}. Here there is {found}.",
    ),
    "with-without-start": _error(
        "«with» lämnar uppgifter till en rutin som startas, men valet har ingen «start». Lägg till start: eller ta bort with:",
        "“with” hands facts to a started routine, but the choice has no “start”. Add start: or remove with:",
    ),
    "text-missing-language": _error(
        "Texten saknas på {missing}. Rutinen har språken {languages}: skriv alla, till exempel {example}.",
        "The text is missing in {missing}. The routine has the languages {languages}: write all of them, for example {example}.",
    ),
    "text-unknown-language": _error(
        "Språket «{found}» står inte bland rutinens språk ({languages}). Lägg till det under language: eller ta bort texten.",
        "The language “{found}” is not among the routine's languages ({languages}). Add it to language: or remove the text.",
    ),
    "version-must-rise": _error(
        "Version {version} går inte att använda. Skriv ett heltal från 1 och uppåt, och höj det med 1 för varje ändring.",
        "Version {version} can't be used. Write a whole number from 1 upwards, and raise it by 1 for each change.",
    ),
    "file-name": _error(
        "Filen heter «{found}» men rutinen heter «{routine}». Filen ska heta «{routine}.yaml».",
        "The file is named “{found}” but the routine is “{routine}”. The file must be named “{routine}.yaml”.",
    ),
    "duplicate-id": _error(
        "«{id}» används redan på rad {line}. Namn på {what} ska vara unika i hela rutinen: välj ett annat.",
        "“{id}” is already used in line {line}. Names of {what} must be unique in the whole routine: choose another.",
    ),
}

_NAMES = {
    "unknown-state": _error(
        "Tillståndet «{name}» finns inte.{hint} Tillstånd i den här rutinen: {known}.",
        "There is no state “{name}”.{hint} States of this routine: {known}.",
    ),
    "state-out-of-reach": _error(
        "Härifrån går det inte att gå till «{name}»: det ligger i grenen «{branch}». Gå till ett tillstånd i samma gren eller utanför «{together}».",
        "From here one can't go to “{name}”: it lies in the branch “{branch}”. Go to a state of the same branch or outside “{together}”.",
    ),
    "unknown-role": _error(
        "Rollen «{name}» finns inte under roles.{hint} Roller: {known}.",
        "There is no role “{name}” under roles.{hint} Roles: {known}.",
    ),
    "unknown-fact": _error(
        "Uppgiften «{name}» finns inte under facts.{hint} Uppgifter: {known}.",
        "There is no fact “{name}” under facts.{hint} Facts: {known}.",
    ),
    "unknown-fact-there": _error(
        "Rutinen «{routine}» har ingen uppgift som heter «{name}».{hint} Den har: {known}.",
        "The routine “{routine}” has no fact called “{name}”.{hint} It has: {known}.",
    ),
    "unknown-contact": _error(
        "Kontakten «{name}» finns inte under contacts.{hint} Kontakter: {known}.",
        "There is no contact “{name}” under contacts.{hint} Contacts: {known}.",
    ),
    "unknown-routine": _error(
        "Rutinen «{name}» finns inte.{hint} Rutiner: {known}.",
        "There is no routine “{name}”.{hint} Routines: {known}.",
    ),
    "unknown-setting": _error(
        "Inställningen «{name}» finns inte i settings.yaml.{hint} Inställningar: {known}.",
        "There is no setting “{name}” in settings.yaml.{hint} Settings: {known}.",
    ),
    "unknown-name-in-text": _error(
        "Texten hämtar {{{name}}}, men det finns ingen uppgift som heter så.{hint} Uppgifter: {known}.",
        "The text fetches {{{name}}}, but there is no fact of that name.{hint} Facts: {known}.",
    ),
    "unknown-choice": _error(
        "Valet «{name}» finns inte i {where}.{hint} Val där: {known}.",
        "There is no choice “{name}” in {where}.{hint} Choices there: {known}.",
    ),
    "unknown-message": _error(
        "Inget tillstånd väntar på meddelandet «{name}».{hint} Meddelanden: {known}.",
        "No state waits for the message “{name}”.{hint} Messages: {known}.",
    ),
    "unknown-outcome": _error(
        "Rutinen «{routine}» kan inte sluta med «{name}».{hint} Den kan sluta med: {known}.",
        "The routine “{routine}” can't end with “{name}”.{hint} It can end with: {known}.",
    ),
    "routine-duplicate": _error(
        "Rutinen «{routine}» finns redan i {other}. Varje rutin ska ha ett eget namn.",
        "The routine “{routine}” is already in {other}. Each routine needs a name of its own.",
    ),
}

_STATES = {
    "no-states": _error(
        "{what} har inga tillstånd. Lägg till minst ett steg och ett slut (end) under states:",
        "{what} has no states. Add at least one step and one end under states:",
    ),
    "step-without-role": _error(
        "Steget «{state}» har ingen role. Skriv vem som gör det, till exempel role: {example}",
        "The step “{state}” has no role. Write who does it, for example role: {example}",
    ),
    "step-without-title": _error(
        "Steget «{state}» har ingen title. Skriv vad som ska göras, med verbet först: title: Ring chefen",
        "The step “{state}” has no title. Write what is to be done, verb first: title: Call the manager",
    ),
    "no-next-state": _error(
        "«{state}» är sist och har ingenstans att gå vidare. Skriv to: med ett tillstånd, eller lägg till ett slut (end) under det.",
        "“{state}” is last and has nowhere to go on to. Write to: with a state, or add an end below it.",
    ),
    "flow-without-end": _error(
        "{what} har inget slut. Lägg till ett tillstånd med end: och ett namn på hur det slutade.",
        "{what} has no end. Add a state with end: and a name for how it ended.",
    ),
    "state-not-reached": _error(
        "Ingenting leder till «{state}»: tillståndet ovanför går någon annanstans och inget val pekar hit. Peka hit med to: {state}, eller ta bort det.",
        "Nothing leads to “{state}”: the state above goes elsewhere and no choice points here. Point here with to: {state}, or remove it.",
    ),
    "gateway-without-else": _error(
        "Vägvalet «{state}» saknar else. Lägg till sist: - else: och det tillstånd som gäller när inget villkor är sant.",
        "The gateway “{state}” has no else. Add as the last line: - else: and the state for when no condition is true.",
    ),
    "else-not-last": _error(
        "«else» gäller när inget annat är sant och ska stå sist i vägvalet «{state}». Flytta ned raden.",
        "“else” holds when nothing else is true and must stand last in the gateway “{state}”. Move the line down.",
    ),
    "branches-missing": _error(
        "«together» i «{state}» har {found}. Det behövs minst två grenar som går samtidigt.",
        "“together” in “{state}” has {found}. It needs at least two branches that run side by side.",
    ),
    "wait-for-nothing": _error(
        "«{state}» väntar utan att något kan avsluta väntan. Skriv wait: med ett meddelande, eller en timer med to:",
        "“{state}” waits and nothing can end the waiting. Write wait: with a message, or a timer with to:",
    ),
    "wait-unbounded": _warning(
        "«{state}» kan vänta hur länge som helst. Lägg till en timer som påminner, säger till någon eller går vidare.",
        "“{state}” may wait for ever. Add a timer that reminds, tells somebody or moves on.",
    ),
    "contact-without-email": _error(
        "Kontakten «{contact}» har ingen email, så det går inte att skicka mejl dit. Lägg till email: under contacts.",
        "The contact “{contact}” has no email, so no mail can be sent there. Add email: under contacts.",
    ),
    "skip-nowhere": _error(
        "«skip: ask» i «{state}» vet inte vart det ska gå: inget val går vidare. Ge ett val to:",
        "“skip: ask” in “{state}” does not know where to go: no choice moves on. Give a choice to:",
    ),
}

_CHOICES = {
    "anytime-goes-nowhere": _error(
        "«{choice}» under anytime behöver start: med en rutin, eller to: med ett tillstånd.",
        "“{choice}” under anytime needs start: with a routine, or to: with a state.",
    ),
    "two-main-choices": _error(
        "Steget «{state}» har flera val med main: yes. Huvudvägen är bara en: behåll main på ett val.",
        "The step “{state}” has several choices with main: yes. There is one main way: keep main on one choice.",
    ),
    "same-label": _warning(
        "Två val i «{state}» heter «{label}». Den som ska välja kan inte skilja dem åt: ge dem olika label.",
        "Two choices in “{state}” are called “{label}”. Whoever is to choose can't tell them apart: give them different labels.",
    ),
    "because-missing": _warning(
        "Valet «{choice}» har ett villkor men ingen because. Skriv den mening som visas när valet inte är öppet.",
        "The choice “{choice}” has a condition but no because. Write the sentence that is shown while it is not open.",
    ),
    "because-without-when": _warning(
        "Valet «{choice}» har because men inget villkor, så meningen visas aldrig. Lägg till when: eller ta bort because:",
        "The choice “{choice}” has because but no condition, so the sentence is never shown. Add when: or remove because:",
    ),
    "asked-twice": _error(
        "«{fact}» frågas två gånger på samma ställe. Ta bort den ena.",
        "“{fact}” is asked twice in one place. Remove one of them.",
    ),
    "start-by-nobody": _error(
        "Ingen kan starta rutinen: inget steg har en roll. Skriv start: med en roll.",
        "Nobody can start the routine: no step has a role. Write start: with a role.",
    ),
}

_FACTS = {
    "options-missing": _error(
        "«{fact}» är ett val men har inga options. Skriv vad som går att välja: options: [ja_tack, nej_tack]",
        "“{fact}” is a choice but has no options. Write what can be chosen: options: [yes_please, no_thanks]",
    ),
    "not-for-type": _error(
        "«{key}» hör inte till en uppgift av typen {type}. Det hör till {allowed}.",
        "“{key}” does not belong to a fact of type {type}. It belongs to {allowed}.",
    ),
    "limits-crossed": _error(
        "«{fact}» har min {low} som är större än max {high}. Byt plats på dem.",
        "“{fact}” has min {low} above max {high}. Swap them.",
    ),
    "personal-fact": _warning(
        "«{fact}» låter som en personuppgift. Rutiner håller inga uppgifter om enskilda: använd en referens i stället, och skriv resten i verksamhetssystemet.",
        "“{fact}” sounds like personal data. Routines hold no data about clients: use a reference instead, and write the rest in the system of record.",
    ),
    "fact-never-set": _warning(
        "Uppgiften «{fact}» läses men får aldrig något värde. Fråga efter den (ask) eller sätt den (set).",
        "The fact “{fact}” is read but never gets a value. Ask for it (ask) or set it (set).",
    ),
    "fact-never-used": _warning(
        "Uppgiften «{fact}» används ingenstans. Ta bort den eller fråga efter den.",
        "The fact “{fact}” is not used anywhere. Remove it or ask for it.",
    ),
    "repealed-act": _warning(
        "Socialtjänstlagen 2001:453 är upphävd sedan 1 juli 2025. Hänvisa till socialtjänstlagen 2025:400.",
        "The Social Services Act 2001:453 was repealed on 1 July 2025. Refer to 2025:400.",
    ),
    "setting-unset": _warning(
        "{where} behöver inställningen «{setting}» ({title}), som inte har något värde än. Fyll i den i settings.yaml.",
        "{where} needs the setting “{setting}” ({title}), which has no value yet. Fill it in in settings.yaml.",
    ),
}

_SET = {
    "hand-down-type": _error(
        "«{fact}» i rutinen «{routine}» är {wanted}, men det som lämnas över är {found}.",
        "“{fact}” in the routine “{routine}” is {wanted}, but what is handed down is {found}.",
    ),
    "hand-down-missing": _error(
        "Rutinen «{routine}» frågar efter «{fact}» när den startar. Lämna över den: with: {{{fact}: …}}",
        "The routine “{routine}” asks for “{fact}” at its start. Hand it down: with: {{{fact}: …}}",
    ),
    "take-type": _error(
        "«{fact}» är {wanted}, men «{taken}» i rutinen «{routine}» är {found}.",
        "“{fact}” is {wanted}, but “{taken}” of the routine “{routine}” is {found}.",
    ),
    "outcome-unhandled": _error(
        "Rutinen «{routine}» kan sluta med «{outcome}», men «{state}» säger inte vart det leder. Lägg till under outcomes: eller skriv to:",
        "The routine “{routine}” can end with “{outcome}”, but “{state}” does not say where that leads. Add it under outcomes: or write to:",
    ),
    "scenario-line": _error(
        "Raden ska säga en sak: ett val ({example}), wait: 30 min eller message: namn. Här står {found}.",
        "The line must say one thing: a choice ({example}), wait: 30 min or message: name. Here there is {found}.",
    ),
    "scenario-fails": _error(
        "Scenariot «{scenario}» går inte att spela: {why}",
        "The scenario “{scenario}” does not play: {why}",
    ),
}

_FILES = {
    "file-unreadable": _error(
        "Filen går inte att läsa: {why}",
        "The file can't be read: {why}",
    ),
    "setting-value": _error(
        "Inställningen «{setting}» ska ha en text som value. Skriv value: och texten, eller lämna den tom tills det är bestämt.",
        "The setting “{setting}” must have a text as value. Write value: and the text, or leave it empty until it is decided.",
    ),
}

_WORDED_ELSEWHERE = {
    rule: _error()
    for rule in (
        "condition-always",
        "condition-name",
        "condition-never",
        "condition-option",
        "condition-syntax",
        "condition-too-long",
        "condition-type",
        "duration",
        "fact-characters",
        "fact-empty",
        "fact-length",
        "fact-option",
        "fact-range",
        "fact-type",
        "yaml-anchor",
        "yaml-bracket",
        "yaml-character",
        "yaml-colon",
        "yaml-comma",
        "yaml-deep",
        "yaml-directive",
        "yaml-document",
        "yaml-duplicate",
        "yaml-encoding",
        "yaml-indent",
        "yaml-key",
        "yaml-quote",
        "yaml-size",
        "yaml-space",
        "yaml-tab",
        "yaml-tag",
        "yaml-unreadable",
    )
}

RULES: dict[str, Rule] = {
    **_SHAPE,
    **_NAMES,
    **_STATES,
    **_CHOICES,
    **_FACTS,
    **_SET,
    **_FILES,
    **_WORDED_ELSEWHERE,
}
