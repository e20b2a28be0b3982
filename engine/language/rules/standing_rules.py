"""Rules of what always and never holds: `always` and `never`."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error, warning

STANDING_RULES: dict[str, Rule] = {
    "unknown-section": error(
        "Inget steg står i delen ”{name}”, så regeln syns ingenstans.{hint} Delar med steg: {known}.",
        "No step stands in the section “{name}”, so that nobody sees the rule.{hint} Sections with steps: {known}.",
    ),
    "writing-no-prohibition": warning(
        "”{sentence}” står under never men säger inte själv nej, så den som läser bara meningen gör tvärtom. Skriv inte, "
        "aldrig eller ingen i den, till exempel ”Gå aldrig in ensam.” Ska det göras: flytta den till always:",
        "“{sentence}” stands under never but does not itself say no, so that whoever reads only the sentence does the "
        "opposite. Write not, never or nobody in it, for example “Never go in alone.” If it is to be done: move it to always:",
    ),
    "writing-prohibition": warning(
        "”{sentence}” är ett förbud. Skriv det under never: så att det står bland det som aldrig får hända.",
        "“{sentence}” is a prohibition. Write it under never: so that it stands among what must never happen.",
    ),
}
