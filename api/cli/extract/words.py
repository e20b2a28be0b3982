"""What the tables, their columns and what happened are called on an extract."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import Said

TABLES: Mapping[str, Said] = {
    "people": Said("Personen", "The person"),
    "grants": Said(
        "Roller, och roller som personen har skrivit in", "Roles, and roles that the person wrote down"
    ),
    "role_changes": Said(
        "Ändringar av roller: personens, eller gjorda av personen",
        "Changes of roles: theirs, or made by them",
    ),
    "tokens": Said("Nycklar till API:et", "Keys to the API"),
    "sessions": Said("Inloggningar som gäller", "Sessions"),
    "shifts": Said(
        "Insläpp för ett pass: av personen, eller gjorda av personen",
        "Let in for a shift: the person, or by the person",
    ),
    "kept_forms": Said(
        "Det som var skrivet när en inloggning tog slut", "What was typed when a session ended"
    ),
    "notice_choices": Said("Hur personen vill få veta något", "How the person wants to be told"),
    "phone_keys": Said("Nyckel till det som personens telefoner sparar", "Key to what their phones keep"),
    "instances": Said("Rutiner som personen äger", "Instances that the person owns"),
    "open_steps": Said("Steg som personen har tagit", "Steps that the person has taken"),
    "drafts": Said("Halvfärdiga steg", "Steps that are half done"),
    "notices": Said(
        "Det som personen har fått veta på sidorna", "What the person has been told on the pages"
    ),
    "notifications": Said("Aviseringar som väntar", "Notifications that wait"),
    "suggestions": Said("Förslag, och svar på förslag", "Suggestions, and answers to them"),
    "reads": Said("Ärenden som personen har läst", "Cases that the person has read"),
    "answers": Said("Vad anrop ledde till", "What requests led to"),
    "holds": Said(
        "Det som bevaras om personen, eller av personen", "What is held of the person, or by the person"
    ),
    "receipts": Said("Kvitton på det som personen har gallrat", "Receipts of what the person has erased"),
}

PEOPLE: Mapping[str, Said] = {
    "this person": Said("den här personen", "this person"),
    "somebody else": Said("någon annan", "somebody else"),
}

COLUMNS: Mapping[str, Said] = {
    "about": Said("gäller", "about"),
    "answer": Said("svar", "answer"),
    "answered_at": Said("besvarat", "answered at"),
    "answered_by": Said("besvarat av", "answered by"),
    "asked_at": Said("frågad senast", "asked last"),
    "at": Said("när", "when"),
    "attempts": Said("försök", "attempts"),
    "case_id": Said("ärende", "case"),
    "caused_by": Said("på grund av", "caused by"),
    "closes": Said("till minut på dygnet", "until minute of the day"),
    "content": Said("innehåll", "content"),
    "created_at": Said("gjord", "made"),
    "due": Said("senast", "due"),
    "ends_at": Said("gäller till", "ends"),
    "escalation": Said("när något har gått vidare", "when something has gone on"),
    "given_by": Said("av", "by"),
    "given_up": Said("gick inte att skicka", "given up"),
    "grants": Said("roller", "roles"),
    "holder": Said("har steget", "has the step"),
    "id": Said("id", "id"),
    "idle_seconds": Said("slutar efter sekunder utan användning", "ends after seconds without use"),
    "incident": Said("står stilla", "stands still"),
    "instance_id": Said("pågående rutin", "instance"),
    "is_answered": Said("besvarat", "answered"),
    "is_forgotten": Said("glömd", "forgotten"),
    "is_given": Said("gavs", "was given"),
    "is_over": Said("gäller inte längre", "is over"),
    "key": Said("anropets nyckel", "the request's key"),
    "kind": Said("sort", "kind"),
    "known_since": Said("känd sedan", "known since"),
    "language": Said("språk", "language"),
    "lifted_at": Said("hävt", "lifted"),
    "lifted_by": Said("hävt av", "lifted by"),
    "limit_at": Said("tidsgräns", "time limit"),
    "lock_seconds": Said("låses efter sekunder", "locks after seconds"),
    "made_at": Said("gjort", "made"),
    "made_by": Said("gjort av", "made by"),
    "mail": Said("mejl", "mail"),
    "name": Said("namn", "name"),
    "next_try": Said("nästa försök", "next attempt"),
    "notice": Said("när något sägs till", "when something is told"),
    "number": Said("nummer", "number"),
    "opens": Said("från minut på dygnet", "from minute of the day"),
    "owner": Said("ägare", "owner"),
    "path": Said("sida", "page"),
    "person": Said("person", "person"),
    "phone": Said("telefon", "phone"),
    "pin_tries": Said("felaktiga PIN-koder", "wrong PINs"),
    "placed_at": Said("bestämt", "decided"),
    "placed_by": Said("bestämt av", "decided by"),
    "problem": Said("varför inte", "why not"),
    "reason": Said("skäl", "reason"),
    "remind": Said("vid påminnelse", "at a reminder"),
    "remind_at": Said("påminnelse", "reminder"),
    "revision": Said("ändringar", "changes"),
    "revoked_at": Said("avslutad", "ended"),
    "role": Said("roll", "role"),
    "roles": Said("roller", "roles"),
    "routine": Said("rutin", "routine"),
    "sequence": Said("rad i historiken", "row of the history"),
    "since": Said("sedan", "since"),
    "started_at": Said("började", "began"),
    "state": Said("steg", "step"),
    "status": Said("läge", "status"),
    "step": Said("steg", "step"),
    "subject": Said("id", "id"),
    "task": Said("när ett steg väntar", "when a step waits"),
    "text": Said("text", "text"),
    "unit": Said("enhet", "unit"),
    "used_at": Said("använd senast", "used last"),
    "version": Said("version", "version"),
    "visit": Said("besök i steget", "visit of the step"),
    "way": Said("sätt", "way"),
    "what": Said("vad", "what"),
    "works_until": Said("koden gällde till", "the code worked until"),
    "written_by": Said("inskriven av", "written down by"),
}

HAPPENED: Mapping[str, Said] = {
    "asked": Said("fyllde i", "filled in"),
    "cancelled": Said("avbröt", "ended early"),
    "child_ended": Said("en startad rutin blev klar", "a routine that was started was done"),
    "child_started": Said("startade en rutin", "started a routine"),
    "chosen": Said("valde", "chose"),
    "corrected": Said("rättade", "corrected"),
    "ended": Said("blev klar", "was done"),
    "entered": Said("kom till", "came to"),
    "handed_over": Said("lämnade över", "handed over"),
    "message": Said("sade till", "told a message"),
    "released": Said("lämnade tillbaka", "gave back"),
    "resolved": Said("såg till", "saw to"),
    "skipped": Said("hoppade över", "skipped"),
    "taken": Said("tog", "took"),
    "undone": Said("tog tillbaka", "took back"),
}
"""What is left out here follows by itself, and is told by its own name."""
