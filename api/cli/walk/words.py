"""What the walk says by itself, in both languages."""

from __future__ import annotations

from engine.said import Said

BEGINS = Said(
    "Du spelar alla roller. Svara med numret eller orden för det du gör. Skriv ”hjälp” när du vill veta mer.",
    "You play all roles. Answer with the number or the words of what you do. Write “help” to know more.",
)
STARTED_BY = Said("Startas av {who}.", "Started by {who}.")
PROMPT = Said("Vad gör du? ", "What do you do? ")
STEP = Said("Steg {number}", "Step {number}")
STEP_OF = Said("Steg {number} av {of}", "Step {number} of {of}")
CAUTION = Said("Varning", "Caution")
NOTE = Said("Obs", "Note")
HELP = Said("Mer hjälp", "More help")
STANDS = Said("Står stilla", "Stands still")
ALSO_OPEN = Said("Också öppet", "Also open")
ANY_TIME = Said("När som helst", "At any time")
MESSAGE = Said("Meddelandet ”{message}” kommer", "The message “{message}” comes")
CAN_UNDO = Said(
    "Blev det fel? Skriv ”ångra” senast {until}: {label}.",
    "Was it wrong? Write “undo” by {until}: {label}.",
)
NEXT_DUE = Said(
    "Härnäst, {at}: {what}. ”vänta” flyttar klockan dit.",
    "Next, {at}: {what}. “wait” moves the clock there.",
)
DUE = {
    "remind": Said("en påminnelse", "a reminder"),
    "notify": Said("ett besked", "a notice"),
    "move": Said("rutinen går vidare av sig själv", "the routine goes on by itself"),
}

REMINDED = Said("Påminnelse: {text}", "A reminder: {text}")
REMINDED_ROLE = Said("Påminnelse till {who}: {text}", "A reminder to {who}: {text}")
NOTICED = Said("Besked till {who}: {text}", "A notice to {who}: {text}")
MAILED = Said("Mejl till {to} (skickas inte här): {subject}", "A mail to {to} (not sent here): {subject}")
POSTED = Said("Uppgifter till {to} (skickas inte här)", "Facts to {to} (not sent here)")
MOVED = Said(
    "Tiden har gått ut, och rutinen går vidare av sig själv.",
    "The time has run out, and the routine goes on by itself.",
)
UNDONE = Said("Ångrat: {label}.", "Taken back: {label}.")
STARTED = Said("Rutinen ”{title}” startar.", "The routine “{title}” starts.")
ENDED = Said("Rutinen ”{title}” är klar: {end}", "The routine “{title}” is done: {end}")
CANCELLED = Said("Rutinen ”{title}” avbryts.", "The routine “{title}” is cancelled.")
END = Said("Slut: {end}", "The end: {end}")

OPTIONAL = Said("får lämnas tom", "may be left empty")
KEEPS = Said("Enter behåller: {value}", "Enter keeps: {value}")
KEEPS_OR_EMPTIES = Said(
    "Enter behåller: {value}. Ett streck (-) tömmer.", "Enter keeps: {value}. A dash (-) empties."
)
YES_OR_NO = Said("Ja eller nej", "Yes or no")
SEVERAL = Said("Flera går bra: 1, 3", "Several will do: 1, 3")
MOMENT = Said("Till exempel 16:00, i morgon 8:30 eller {now}", "For example 16:00, tomorrow 8:30 or {now}")
DATE = Said("Till exempel i dag, i morgon eller {now}", "For example today, tomorrow or {now}")
BETWEEN = Said("Från {least} till {most}", "From {least} to {most}")
AT_LEAST = Said("Minst {least}", "At least {least}")
AT_MOST = Said("Högst {most}", "At most {most}")
READ_AS = Said("Läst som {value}", "Read as {value}")
REQUIRED = Said(
    "Det här måste fyllas i. Skriv ”tillbaka” om du inte vill svara.",
    "This must be filled in. Write “back” if you do not want to answer.",
)
FIRST = Said(
    "Det här är den första frågan. Skriv ”sluta” om du vill avbryta.",
    "This is the first question. Write “quit” to stop.",
)
LEFT = Said("Inget är gjort. Du är kvar i steget.", "Nothing is done. You are still in the step.")
TICKS = Said("Vilka punkter är gjorda?", "Which items are done?")
TICKS_HOW = Said(
    "Skriv numren (1, 3) eller ”alla”; bara Enter för inga fler",
    "Write the numbers (1, 3) or “all”; Enter alone for no more",
)
NO_SUCH_ITEM = Said(
    "Skriv nummer från 1 till {most} med komma mellan, eller ”alla”.",
    "Write numbers from 1 to {most} with commas between, or “all”.",
)
YES_NO = Said("Skriv ja eller nej", "Write yes or no")
REASON = Said("Varför?", "Why?")

NOT_UNDERSTOOD = Said(
    "Det går inte att svara ”{text}” här.{hint} Skriv numret för ett av valen. ”hjälp” säger vad mer som går att skriva.",
    "“{text}” is no answer here.{hint} Write the number of a choice. “help” says what else can be written.",
)
NO_WAY_BACK = Said(
    "Ett val tas tillbaka med ”ångra”, så länge det går.",
    "A choice is taken back with “undo”, while that is possible.",
)
NOTHING_DUE = Said("Ingen tid är på väg att gå ut.", "No time is about to run out.")
HAS_BEEN = Said("Den tiden har redan varit: klockan är {now}.", "That time has been: it is {now}.")
HOW_LONG = Said(
    "Skriv hur länge, till exempel ”vänta 30 min”, eller till när: ”vänta till 16:00”.",
    "Write for how long, for example “wait 30 min”, or until when: “wait until 16:00”.",
)
AFTER_END = Said(
    "Blev det fel? Skriv ”ångra”. Annars Enter: ", "Was it wrong? Write “undo”. Otherwise Enter: "
)

STOPPED = Said(
    "Här slutade du, mitt i rutinen. Inget har sparats eller skickats.",
    "You stopped here, in the middle of the routine. Nothing has been saved or sent.",
)
NO_MORE_INPUT = Said(
    "Det kom inga fler svar, så genomgången slutar mitt i rutinen. Inget har sparats eller skickats.",
    "No more answers came, so the walk stops in the middle of the routine. Nothing has been saved or sent.",
)

COMMANDS = (
    (Said("nummer, ord", "number, words"), Said("gör det som står där", "does what stands there")),
    (Said("Enter", "Enter"), Said("visar steget igen", "shows the step again")),
    (
        Said("vänta 30 min", "wait 30 min"),
        Said(
            "låter tiden gå; påminnelser kommer och tider går ut",
            "lets time pass; reminders come and times run out",
        ),
    ),
    (Said("vänta till 16:00", "wait until 16:00"), Said("låter tiden gå dit", "lets time pass until then")),
    (
        Said("vänta", "wait"),
        Said("låter tiden gå till det som händer härnäst", "lets time pass until what comes next"),
    ),
    (
        Said("ångra", "undo"),
        Said(
            "tar tillbaka det senaste valet, så länge det går",
            "takes back the last choice, while that is possible",
        ),
    ),
    (Said("sluta", "quit"), Said("avbryter; inget sparas", "stops; nothing is saved")),
)
IN_A_QUESTION = (
    (
        Said("tillbaka", "back"),
        Said(
            "går till frågan innan, och från den första till steget",
            "goes to the question before, and from the first to the step",
        ),
    ),
    (Said("-", "-"), Said("lämnar tomt det som får vara tomt", "leaves empty what may be empty")),
    (
        Said("”sluta”", "“quit”"),
        Said("inom citattecken är det ett svar", "within quotation marks it is an answer"),
    ),
    (Said("sluta", "quit"), Said("avbryter; inget sparas", "stops; nothing is saved")),
)
