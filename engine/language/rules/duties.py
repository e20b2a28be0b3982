"""Rules of who has done what: `not_by` and `same_as`."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error, warning

DUTIES: dict[str, Rule] = {
    "names-no-step": error(
        "”{key}: {name}” är {kind}, och det görs inte av någon. Skriv ett steg, eller start.",
        "“{key}: {name}” is {kind}, which nobody does. Write a step, or start.",
    ),
    "names-itself": error(
        "”{name}” har {key} på sig själv. Skriv det andra steget.",
        "“{name}” has {key} on itself. Write the other step.",
    ),
    "not-by-and-same-as": error(
        "”{name}” står i både not_by och same_as: det kan inte göras både av samma person och av en annan. Ta bort det ena.",
        "“{name}” stands in both not_by and same_as: it can't be done both by the same person and by another. Remove one of them.",
    ),
    "not-by-never": error(
        "”{step}” kommer aldrig före ”{where}”, så not_by hindrar ingen. Skriv ett steg som kommer före, eller ta bort not_by.",
        "“{step}” never comes before “{where}”, so not_by keeps nobody away. Write a step that comes before, or remove not_by.",
    ),
    "same-as-never": error(
        "”{step}” kommer aldrig före ”{where}”, så same_as pekar inte ut någon. Skriv ett steg som kommer före, eller ta bort same_as.",
        "“{step}” never comes before “{where}”, so same_as means nobody. Write a step that comes before, or remove same_as.",
    ),
    "not-by-one-way": warning(
        "”{step}” går samtidigt och kan göras efter ”{where}”, av samma person. Skriv not_by: {id} på ”{step}” också.",
        "“{step}” runs side by side and can be done after “{where}”, by the same person. Write not_by: {id} at “{step}” too.",
    ),
    "same-as-roles": warning(
        "”{where}” görs av {roles}, men ”{step}” av {others}: bara den som har roller för båda kan göra det. Ändra role, "
        "eller ta bort same_as.",
        "“{where}” is done by {roles}, but “{step}” by {others}: only somebody with roles for both can do it. Change role, "
        "or remove same_as.",
    ),
}
