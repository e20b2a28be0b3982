"""Rules of what a routine can come to: proved by searching everything that may happen in it."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error, warning

PROOFS: dict[str, Rule] = {
    "no-way-to-end": error(
        "Från ”{state}” finns ingen väg till ett slut. Ge tillståndet ett val, en timer eller ett to: som leder vidare.",
        "From “{state}” there is no way to an end. Give the state a choice, a timer or a to: that leads on.",
    ),
    "goes-round": error(
        "{states} leder bara till varandra, och ingen väg därifrån når ett slut. Låt ett av dem leda vidare till ett slut.",
        "{states} lead only to each other, and no way from there reaches an end. Let one of them lead on to an end.",
    ),
    "branch-cannot-end": error(
        "Grenen ”{branch}” kan inte bli klar: från {states} nås aldrig grenens slut, så ”{together}” går aldrig vidare. "
        "Led vidare till ett slut i grenen, eller ut ur den.",
        "The branch “{branch}” can't end: from {states} the branch's end is never reached, so “{together}” never goes on. "
        "Lead on to an end in the branch, or out of it.",
    ),
    "perhaps-no-way-to-end": warning(
        "Från {states} finns ingen väg till ett slut, om det som granskningen inte kan räkna ut (tider, uppgifter mot "
        "varandra, vad ett meddelande för med sig) faller ut som på vägen hit. Ge en väg vidare, eller se till att det inte "
        "kan hända.",
        "From {states} there is no way to an end, if what the check can't work out (times, facts against each other, what a "
        "message brings) turns out as on the way here. Give a way on, or see to it that it can't happen.",
    ),
    "endless-loop": error(
        "Här går det runt utan slut, av sig självt: {states}. Låt någon göra något däremellan, eller ändra ett villkor.",
        "Here it goes round without end, by itself: {states}. Let somebody do something in between, or change a condition.",
    ),
    "choice-never": error(
        "Valet ”{choice}” ({where}) kan aldrig göras: {why}. Ändra villkoret, eller ta bort valet.",
        "The choice “{choice}” ({where}) can never be taken: {why}. Change the condition, or remove the choice.",
    ),
    "exit-never": error(
        "Vägen ”{exit}” i vägvalet ”{state}” kan aldrig tas: villkoret är aldrig sant när man kommer dit, eller en väg "
        "ovanför gäller alltid i stället. Ändra villkoret, eller ta bort vägen.",
        "The way “{exit}” of the gateway “{state}” can never be taken: its condition is never true when one comes there, "
        "or a way above always holds instead. Change the condition, or remove the way.",
    ),
    "else-never": warning(
        "”else” i vägvalet ”{state}” kan aldrig gälla: vägarna ovanför täcker allt. Skriv den sista av dem som else.",
        "“else” of the gateway “{state}” can never hold: the ways above cover everything. Write the last of them as else.",
    ),
    "timer-never": error(
        "Timern i ”{state}” kan aldrig gå: {why}. Ändra tiden, eller ta bort timern.",
        "The timer in “{state}” can never fire: {why}. Change the time, or remove the timer.",
    ),
    "fact-unset": warning(
        "Uppgiften ”{fact}” kan sakna värde när {where} läser den. {advice}",
        "The fact “{fact}” may have no value when {where} reads it. {advice}",
    ),
    "notifies-nobody": warning(
        "Timern säger till rollen ”{role}”, men ingen rutin har ett steg eller en start för den, och det står inte vad "
        "den ansvarar för. Säg till en roll som någon har, eller skriv responsibility: på rollen.",
        "The timer tells the role “{role}”, but no routine has a step or a start for it, and it does not say what it is "
        "responsible for. Tell a role that somebody has, or write responsibility: on the role.",
    ),
    "call-circle": error(
        "Rutinerna anropar varandra i en ring: {circle}. Då går det inte att säga hur många som väntar på varandra, "
        "eller att någon blir klar. "
        "Byt ett av anropen (call) mot start: i ett val, eller ta bort det.",
        "The routines call each other in a circle: {circle}. Then it can't be said how many wait for each other, "
        "or that any of them ends. "
        "Change one of the calls to start: in a choice, or remove it.",
    ),
    "proof-bounded": warning(
        "Rutinen kan komma till fler än {most} olika lägen, och så många går granskningen inte igenom. {proved}",
        "The routine can come to more than {most} different situations, more than the check goes through. {proved}",
    ),
}
