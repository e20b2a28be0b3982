"""Rules of what a routine means: its states, choices, facts, and how it fits the others."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error, warning

STATES: dict[str, Rule] = {
    "step-without-role": error(
        "Steget ”{state}” har ingen role. Skriv vem som gör det, till exempel role: {example}",
        "The step “{state}” has no role. Write who does it, for example role: {example}",
    ),
    "step-without-title": error(
        "Steget ”{state}” har ingen title. Skriv vad som ska göras, med verbet först: title: Ring chefen",
        "The step “{state}” has no title. Write what is to be done, verb first: title: Call the manager",
    ),
    "no-next-state": error(
        "”{state}” är sist och har ingenstans att gå vidare. Skriv to: med ett tillstånd, eller lägg till "
        "ett slut (end) under det.",
        "“{state}” is last and has nowhere to go on to. Write to: with a state, or add an end below it.",
    ),
    "flow-without-end": error(
        "{what} har inget slut. Lägg till ett tillstånd med end: och ett namn på hur det slutade.",
        "{what} has no end. Add a state with end: and a name for how it ended.",
    ),
    "state-not-reached": error(
        "Ingen väg från början leder till ”{state}”: tillståndet ovanför går någon annanstans, och inget som går att nå pekar hit. "
        "Peka hit med to: {state}, eller ta bort det.",
        "No way from the beginning leads to “{state}”: the state above goes elsewhere, and nothing that can be reached points "
        "here. Point here with to: {state}, or remove it.",
    ),
    "gateway-without-else": error(
        "Vägvalet ”{state}” saknar else. Lägg till sist: - else: och det tillstånd som gäller när inget "
        "villkor är sant.",
        "The gateway “{state}” has no else. Add as the last line: - else: and the state for when no "
        "condition is true.",
    ),
    "else-not-last": error(
        "”else” gäller när inget annat är sant och ska stå sist i vägvalet ”{state}”. Flytta ned raden.",
        "“else” holds when nothing else is true and must stand last in the gateway “{state}”. Move the line "
        "down.",
    ),
    "branches-missing": error(
        "”together” i ”{state}” har bara en gren. Det behövs minst två grenar som går samtidigt.",
        "“together” in “{state}” has only one branch. It needs at least two branches that run side by side.",
    ),
    "wait-for-nothing": error(
        "”{state}” väntar utan att något kan avsluta väntan. Skriv wait: med ett meddelande, eller en timer "
        "med to:",
        "“{state}” waits and nothing can end the waiting. Write wait: with a message, or a timer with to:",
    ),
    "wait-unbounded": warning(
        "”{state}” kan vänta hur länge som helst. Lägg till en timer som påminner, säger till någon eller "
        "går vidare.",
        "“{state}” may wait for ever. Add a timer that reminds, tells somebody or moves on.",
    ),
    "repeats-too-often": error(
        "”every” är ”{found}”, och oftare än var 5:e minut kommer inget igen. Skriv 5 min eller mer.",
        "“every” is “{found}”, and nothing comes again more often than every 5 minutes. Write 5 min or more.",
    ),
    "contact-without-email": error(
        "Kontakten ”{contact}” har ingen email, så det går inte att skicka mejl dit. Lägg till email: under "
        "contacts.",
        "The contact “{contact}” has no email, so no mail can be sent there. Add email: under contacts.",
    ),
    "skip-nowhere": error(
        "”skip: ask” i ”{state}” vet inte vart det ska gå: inget val går vidare. Ge ett val to:",
        "“skip: ask” in “{state}” does not know where to go: no choice moves on. Give a choice to:",
    ),
}

CHOICES: dict[str, Rule] = {
    "anytime-goes-nowhere": error(
        "”{choice}” under anytime behöver start: med en rutin, eller to: med ett tillstånd.",
        "“{choice}” under anytime needs start: with a routine, or to: with a state.",
    ),
    "too-many": error(
        "{what} har {found} {things}, och bland fler än {most} hittar ingen. {advice}",
        "{what} has {found} {things}, and nobody finds their way among more than {most}. {advice}",
    ),
    "two-main-choices": error(
        "Steget ”{state}” har flera val med main: yes. Huvudvägen är bara en: behåll main på ett val.",
        "The step “{state}” has several choices with main: yes. There is one main way: keep main on one "
        "choice.",
    ),
    "two-main-ways": error(
        "Vägvalet ”{state}” har flera vägar med main: yes. Huvudvägen är bara en: behåll main på en väg.",
        "The gateway “{state}” has several ways with main: yes. There is one main way: keep main on one of them.",
    ),
    "same-label": warning(
        "Två val i ”{state}” heter ”{label}”. Den som ska välja kan inte skilja dem åt: ge dem olika label.",
        "Two choices in “{state}” are called “{label}”. Whoever is to choose can't tell them apart: give "
        "them different labels.",
    ),
    "because-missing": warning(
        "Valet ”{choice}” har ett villkor men ingen because. Skriv den mening som visas när valet inte är "
        "öppet.",
        "The choice “{choice}” has a condition but no because. Write the sentence that is shown while it is "
        "not open.",
    ),
    "because-without-when": warning(
        "Valet ”{choice}” har because men inget villkor, så meningen visas aldrig. Lägg till when: eller ta "
        "bort because:",
        "The choice “{choice}” has because but no condition, so the sentence is never shown. Add when: or "
        "remove because:",
    ),
    "asked-twice": error(
        "”{fact}” frågas två gånger på samma ställe. Ta bort den ena.",
        "“{fact}” is asked twice in one place. Remove one of them.",
    ),
    "start-by-nobody": error(
        "Ingen kan starta rutinen: inget steg har en roll. Skriv start: med en roll.",
        "Nobody can start the routine: no step has a role. Write start: with a role.",
    ),
}

FACTS: dict[str, Rule] = {
    "options-missing": error(
        "”{fact}” är ett val men har inga options. Skriv vad som går att välja: options: [ja_tack, nej_tack]",
        "“{fact}” is a choice but has no options. Write what can be chosen: options: [yes_please, no_thanks]",
    ),
    "not-for-type": error(
        "”{key}” hör inte till en uppgift av typen {type}. Det hör till {allowed}.",
        "“{key}” does not belong to a fact of type {type}. It belongs to {allowed}.",
    ),
    "limits-crossed": error(
        "”{fact}” har min {low} som är större än max {high}. Byt plats på dem.",
        "“{fact}” has min {low} above max {high}. Swap them.",
    ),
    "personal-fact": warning(
        "”{fact}” låter som en personuppgift. Rutiner håller inga uppgifter om enskilda: använd en referens "
        "i stället, och skriv resten i verksamhetssystemet.",
        "“{fact}” sounds like personal data. Routines hold no data about clients: use a reference instead, "
        "and write the rest in the system of record.",
    ),
    "fact-never-set": warning(
        "Uppgiften ”{fact}” läses men får aldrig något värde. Fråga efter den (ask) eller sätt den (set).",
        "The fact “{fact}” is read but never gets a value. Ask for it (ask) or set it (set).",
    ),
    "fact-never-used": warning(
        "Uppgiften ”{fact}” används ingenstans. Ta bort den eller fråga efter den.",
        "The fact “{fact}” is not used anywhere. Remove it or ask for it.",
    ),
    "name-shown": warning(
        "Personalen ser ”{shown}”: där title saknas visas namnet, och namn har inte å, ä och ö.{more} Skriv {line}",
        "Staff see “{shown}”: where there is no title the name is shown, and names have no å, ä and ö.{more} Write {line}",
    ),
    "not-drawn": warning(
        "Typsnittet saknar {characters}{more}. I bilder och på papper står □ i stället, där datorn inte har ett eget tecken. "
        "Skriv det med ord.",
        "The typeface lacks {characters}{more}. In pictures and on paper □ stands instead, where the machine has none of its own. "
        "Say it in words.",
    ),
    "repealed-act": warning(
        "Socialtjänstlagen 2001:453 är upphävd sedan 1 juli 2025. Hänvisa till socialtjänstlagen 2025:400.",
        "The Social Services Act 2001:453 was repealed on 1 July 2025. Refer to 2025:400.",
    ),
    "setting-unset": warning(
        "{where} behöver inställningen ”{setting}” ({title}), som inte har något värde än. Fyll i den i "
        "settings.yaml.",
        "{where} needs the setting “{setting}” ({title}), which has no value yet. Fill it in in "
        "settings.yaml.",
    ),
}

TOGETHER: dict[str, Rule] = {
    "nobody-manages": warning(
        "Ingen roll i rutinen är chef: ingen kan avbryta den, eller göra det som någon annan lämnat. Skriv manager: yes på en roll.",
        "No role of the routine is a manager: nobody can cancel it, or do what somebody else has left. Write manager: yes on a role.",
    ),
    "hand-down-type": error(
        "”{fact}” i rutinen ”{routine}” är {wanted}, men det som lämnas över är {found}.",
        "“{fact}” in the routine “{routine}” is {wanted}, but what is handed down is {found}.",
    ),
    "hand-down-missing": error(
        "Rutinen ”{routine}” frågar efter ”{fact}” när den startar. Lämna över den: with: {{{fact}: …}}",
        "The routine “{routine}” asks for “{fact}” at its start. Hand it down: with: {{{fact}: …}}",
    ),
    "take-type": error(
        "”{fact}” är {wanted}, men ”{taken}” i rutinen ”{routine}” är {found}.",
        "“{fact}” is {wanted}, but “{taken}” of the routine “{routine}” is {found}.",
    ),
    "outcome-unhandled": error(
        "Rutinen ”{routine}” kan sluta med ”{outcome}”, men ”{state}” säger inte vart det leder. Lägg till "
        "under outcomes: eller skriv to:",
        "The routine “{routine}” can end with “{outcome}”, but “{state}” does not say where that leads. Add "
        "it under outcomes: or write to:",
    ),
    "outcome-reserved": error(
        "Rutinen ”{routine}” har ett slut som heter ”{name}”. Under outcomes betyder {name} att den avbryts. "
        "Ge slutet ett annat namn där.",
        "The routine “{routine}” has an end called “{name}”. Under outcomes {name} means that it "
        "is cancelled. "
        "Give the end another name there.",
    ),
    "scenario-line": error(
        "Raden ska säga en sak: ett val ({example}), wait: 30 min eller message: namn. Här står {found}.",
        "The line must say one thing: a choice ({example}), wait: 30 min or message: name. Here there is "
        "{found}.",
    ),
}
