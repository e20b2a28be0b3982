"""Rules of how a file is written: its keys and values, its names, its place in a folder."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error, warning

KEYS_AND_VALUES: dict[str, Rule] = {
    "unknown-key": error(
        "Nyckeln ”{key}” finns inte här.{hint} Här får det stå: {allowed}.",
        "There is no key “{key}” here.{hint} Allowed here: {allowed}.",
    ),
    "wrong-level": error(
        "”{key}” ser ut som {what}, men står inte i nivå med dem under {group}.{more} Flytta raden, och det som hör "
        "till den,{level}.",
        "“{key}” looks like {what}, but does not stand on a level with those under {group}.{more} Move the line, and "
        "what belongs to it,{level}.",
    ),
    "key-too-far-in": error(
        "”{key}” hör till steget men står under {group}. Flytta raden, och det som hör till den, utåt så att den står "
        "i nivå med {group}:",
        "“{key}” belongs to the step but stands under {group}. Move the line, and what belongs to it, out to the level "
        "of {group}:",
    ),
    "names-in-a-list": error(
        "”{key}” skrivs utan streck: varje namn är en nyckel. Rätt rad: {name}:",
        "“{key}” is written without dashes: each name is a key. Corrected line: {name}:",
    ),
    "several-names": error(
        "”{found}” är flera namn. Skriv dem som en lista: {listed}",
        "“{found}” is several names. Write them as a list: {listed}",
    ),
    "options-words": error(
        "Det som går att välja har ett namn och en text var, och i namnet kan bara a–z, siffror och understreck stå. "
        "Rätt rad: options: {options}",
        "What can be chosen has a name and a text each, and in the name only a–z, digits and underscores can stand. "
        "Corrected line: options: {options}",
    ),
    "missing-key": error(
        "Nyckeln ”{key}” saknas i {what}. Lägg till en rad som börjar med {key}:",
        "The key “{key}” is missing in {what}. Add a line that begins with {key}:",
    ),
    "wrong-type": error(
        "”{key}” är {found}, men ska vara {allowed}.",
        "“{key}” is {found} but should be {allowed}.",
    ),
    "wrong-value": error(
        "”{found}” går inte att använda för ”{key}”.{hint} Skriv {allowed}.",
        "“{found}” can't be used for “{key}”.{hint} Write {allowed}.",
    ),
    "empty-value": error(
        "”{key}” är tom. Skriv något efter kolonet eller ta bort raden.",
        "“{key}” is empty. Write something after the colon or remove the line.",
    ),
    "bad-id": error(
        "”{id}” går inte att använda som namn. Skriv små bokstäver a–z, siffror och understreck, börja med "
        "en bokstav, högst 40 tecken: ”{proposal}”.",
        "“{id}” can't be used as a name. Write small letters a–z, digits and underscores, begin with a "
        "letter, at most 40 characters: “{proposal}”.",
    ),
    "reserved-id": error(
        "”{id}” har redan en betydelse i rutinspråket. Välj ett annat namn för {what}.",
        "“{id}” already means something in the routine language. Choose another name for {what}.",
    ),
    "key-not-here": error(
        "”{key}” hör inte till {kind}. Det kan ha: {allowed}.",
        "“{key}” does not belong to {kind}. It can have: {allowed}.",
    ),
    "two-kinds": error(
        "Tillståndet ”{state}” har både ”{first}” och ”{second}” och kan bara ha ett av dem. Dela det i två "
        "tillstånd.",
        "The state “{state}” has both “{first}” and “{second}” and can only have one of them. Split it into "
        "two states.",
    ),
    "exactly-one": error(
        "{what} ska ha exakt en av: {allowed}. Här står {found}.",
        "{what} must have exactly one of: {allowed}. Here there is {found}.",
    ),
    "with-without-start": error(
        "”with” lämnar uppgifter till en rutin som startas, men valet har ingen ”start”. Lägg till start: "
        "eller ta bort with:",
        "“with” hands facts to a started routine, but the choice has no “start”. Add start: or remove with:",
    ),
    "text-missing-language": error(
        "Texten saknas på {missing}. Rutinen har språken {languages}: skriv alla, till exempel {example}.",
        "The text is missing in {missing}. The routine has the languages {languages}: write all of them, "
        "for example {example}.",
    ),
    "text-unknown-language": error(
        "Språket ”{found}” står inte bland rutinens språk ({languages}). Lägg till det under language: "
        "eller ta bort texten.",
        "The language “{found}” is not among the routine's languages ({languages}). Add it to language: or "
        "remove the text.",
    ),
    "version-must-rise": error(
        "Version {version} går inte att använda. Skriv ett heltal från 1 och uppåt, och höj det med 1 för "
        "varje ändring.",
        "Version {version} can't be used. Write a whole number from 1 upwards, and raise it by 1 for each "
        "change.",
    ),
    "file-name": error(
        "Filen heter ”{found}” men rutinen heter ”{routine}”. Filen ska heta ”{routine}.yaml”.",
        "The file is named “{found}” but the routine is “{routine}”. The file must be named "
        "“{routine}.yaml”.",
    ),
    "duplicate-id": error(
        "”{id}” används redan på rad {line}. Namn på {what} ska vara unika i hela rutinen: välj ett annat.",
        "“{id}” is already used in line {line}. Names of {what} must be unique in the whole routine: choose "
        "another.",
    ),
}

NAMES: dict[str, Rule] = {
    "unknown-state": error(
        "Tillståndet ”{name}” finns inte.{hint} Tillstånd i den här rutinen: {known}.",
        "There is no state “{name}”.{hint} States of this routine: {known}.",
    ),
    "state-out-of-reach": error(
        "Härifrån går det inte att gå till ”{name}”: det ligger i grenen ”{branch}”. Gå till ett tillstånd "
        "i samma gren eller utanför ”{together}”.",
        "From here one can't go to “{name}”: it lies in the branch “{branch}”. Go to a state of the same "
        "branch or outside “{together}”.",
    ),
    "unknown-role": error(
        "Rollen ”{name}” finns inte under roles.{hint} Roller: {known}.",
        "There is no role “{name}” under roles.{hint} Roles: {known}.",
    ),
    "unknown-fact": error(
        "Uppgiften ”{name}” finns inte under facts.{hint} Uppgifter: {known}.",
        "There is no fact “{name}” under facts.{hint} Facts: {known}.",
    ),
    "unknown-fact-there": error(
        "Rutinen ”{routine}” har ingen uppgift som heter ”{name}”.{hint} Den har: {known}.",
        "The routine “{routine}” has no fact called “{name}”.{hint} It has: {known}.",
    ),
    "unknown-contact": error(
        "Kontakten ”{name}” finns inte under contacts.{hint} Kontakter: {known}.",
        "There is no contact “{name}” under contacts.{hint} Contacts: {known}.",
    ),
    "unknown-routine": error(
        "Rutinen ”{name}” finns inte.{hint} Rutiner: {known}.",
        "There is no routine “{name}”.{hint} Routines: {known}.",
    ),
    "unknown-setting": error(
        "Inställningen ”{name}” finns inte i settings.yaml.{hint} Inställningar: {known}.",
        "There is no setting “{name}” in settings.yaml.{hint} Settings: {known}.",
    ),
    "unknown-name-in-text": error(
        "Texten hämtar {{{name}}}, men det finns ingen uppgift som heter så.{hint} Uppgifter: {known}.",
        "The text fetches {{{name}}}, but there is no fact of that name.{hint} Facts: {known}.",
    ),
    "brace-open": error(
        "Klammern före ”{found}” stängs aldrig, så texten visas som den står. Skriv {{{found}}}. Hör klammern till texten: "
        "skriv den dubbel.",
        "The brace before “{found}” is never closed, so the text is shown as it stands. Write {{{found}}}. If the brace is part "
        "of the text, write it double.",
    ),
    "no-name-in-text": error(
        "”{{{found}}}” visas med klamrar och allt: mellan dem kan bara ett namn stå. Räkna ut värdet med set: i ett val, "
        "och hämta den uppgiften. Hör klamrarna till texten: skriv dem dubbla.",
        "“{{{found}}}” is shown with its braces: between them only a name can stand. Work the value out with set: in a "
        "choice, and fetch that fact. If the braces are part of the text, write them double.",
    ),
    "unknown-choice": error(
        "Valet ”{name}” finns inte i {where}.{hint} Val där: {known}.",
        "There is no choice “{name}” in {where}.{hint} Choices there: {known}.",
    ),
    "unknown-message": error(
        "Inget tillstånd väntar på meddelandet ”{name}”.{hint} Meddelanden: {known}.",
        "No state waits for the message “{name}”.{hint} Messages: {known}.",
    ),
    "unknown-outcome": error(
        "Rutinen ”{routine}” kan inte sluta med ”{name}”.{hint} Den kan sluta med: {known}.",
        "The routine “{routine}” can't end with “{name}”.{hint} It can end with: {known}.",
    ),
    "routine-duplicate": error(
        "Rutinen ”{routine}” finns redan i {other}. Varje rutin ska ha ett eget namn.",
        "The routine “{routine}” is already in {other}. Each routine needs a name of its own.",
    ),
}

FILES: dict[str, Rule] = {
    "file-unreadable": error(
        "Filen går inte att läsa: {why}",
        "The file can't be read: {why}",
    ),
    "file-ending": warning(
        "Filen ”{found}” läses inte, för en rutins fil slutar på .yaml. Är den en rutin: döp om den till ”{meant}”.",
        "The file “{found}” is not read, because a routine's file ends with .yaml. If it is a routine, rename it to “{meant}”.",
    ),
    "setting-value": error(
        "Inställningen ”{setting}” ska ha en text som value. Skriv value: och texten, eller lämna den tom "
        "tills det är bestämt.",
        "The setting “{setting}” must have a text as value. Write value: and the text, or leave it empty "
        "until it is decided.",
    ),
}
