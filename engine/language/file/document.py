"""The routine file as owners may write it: one model for each group of keys, a Swedish sentence for each key.

The models read the tree of a file and expand short forms; `schema.py` makes the editors' JSON Schema of them.
A key that was not given, or could not be used, is None or empty.
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import BeforeValidator

from engine.language.file.containers import AS_GROUPS, AS_ITEMS, AS_TITLES, AS_VALUES, names_of
from engine.language.file.head import (
    Attachment,
    Contact,
    Definition,
    Head,
    Law,
    Link,
    Role,
    StandingRule,
    StandingRules,
    rules_key,
)
from engine.language.file.leaves import (
    Formula,
    Https,
    Id,
    Key,
    Name,
    Names,
    Sentence,
    Sentences,
    Version,
    YesNo,
    one_of,
)
from engine.language.file.parts import Entries, Part, group, key, several
from engine.language.file.stories import Line, Scenario
from engine.language.file.times import Duration, Kept, Limit
from engine.language.yaml.source import Known, Scalar
from engine.language.yaml.source import Sequence as Listing
from engine.model.facts import FactType
from engine.said import Said

_ALSO_ALONE = {"type": ["array", "string", "object"]}
_ALSO_A_LIST = {"type": ["object", "array"], "items": {"type": "string"}}


class Source(Part):
    """Who decided this."""

    short = "kind"
    needs = ("kind",)
    what = Said("source", "source")
    kind: one_of("seed", "law", "practice", "decision") = key(  # type: ignore[valid-type]
        "Vem som har bestämt: seed (ursprungsdokumentet), law (lag), practice (praxis) eller decision (eget "
        "beslut)."
    )
    ref: Sentence = key("Var det står: lagrum, dokument eller beslut.")


_WITHOUT_OPTIONS = frozenset(get_args(FactType)) - {"choice", "choices"}


class Fact(Part):
    """A typed name that an instance may know a value of."""

    short = "type"
    needs = ("type",)
    what = Said("uppgiften", "the fact")
    type: one_of(*get_args(FactType)) = key(  # type: ignore[valid-type]
        "Typen: text, number (tal), yes_no (ja eller nej), choice (ett av flera), choices (flera), moment "
        "(tidpunkt) eller date (datum)."
    )
    title: Sentence = key("Frågan eller rubriken som visas.")
    options: Annotated[dict[Key, Sentence], AS_TITLES] = group(
        "Det som går att välja: en lista med namn, eller namn: text.", json_schema_extra=_ALSO_A_LIST
    )
    min: Limit = key("Minsta tal, minsta antal tecken eller tidigaste tid, till exempel now.")
    max: Limit = key(
        "Största tal, största antal tecken (annars 200) eller senaste tid, till exempel now + 12 h."
    )

    @classmethod
    def prepared(cls, entries: Entries) -> Entries:
        """Options of a fact that is no choice are not read: that they stand there is what is wrong."""
        type = next((value for name, value in entries if name.text == "type"), None)
        if not isinstance(type, Scalar) or type.text not in _WITHOUT_OPTIONS:
            return entries
        return [
            (name, Listing((), value.line, value.column) if name.text == "options" else value)
            for name, value in entries
        ]


class Ask(Part):
    """A fact that is filled in with a choice or at the start."""

    short = "fact"
    needs = ("fact",)
    what = Said("ask", "ask")
    fact: Name = key("Uppgiften som ska fyllas i.")
    required: YesNo = key("no om den får lämnas tom.")


Asks = Annotated[tuple[Ask, ...], BeforeValidator(names_of)]


class Begin(Part):
    """Who may start the routine, and what is asked then."""

    short = "by"
    short_list = True
    by: Names = several("Rollen, eller rollerna, som får starta rutinen.")
    ask: Asks = several("Uppgifter som fylls i vid starten.", json_schema_extra=_ALSO_ALONE)


class Timer(Part):
    """What happens by itself at a time."""

    what = Said("timern", "the timer")
    after: Duration = key("Så lång tid efter att tillståndet började: 30 min, 2 h, 3 d, 4 v.")
    by: Formula = key("Senast vid en tidpunkt, till exempel upptackt + 72 h.")
    every: Duration = key("Så ofta igen tills det är gjort: 30 min. Utan after eller by även första gången.")
    remind: Sentence = key("Påminnelse till den som har steget.")
    notify: Names = several("Rollen, eller rollerna, som får veta.")
    say: Sentence = key("Det som rollen får veta. Hör ihop med notify.")
    to: Name = key("Tillståndet som rutinen går till av sig själv.")


class Choice(Part):
    """Something a person may do."""

    short = "label"
    label: Sentence = key("Knappens text.")
    to: Name = key("Tillståndet som följer. Utelämnat: nästa i ordningen.")
    start: Name = key("Rutinen som startar bredvid den här. Utan to är man kvar.")
    with_: Annotated[dict[Key, Formula], AS_VALUES] = group(
        "Uppgifter som lämnas över till rutinen som startar.", alias="with"
    )
    ask: Asks = several("Uppgifter som fylls i med valet.", json_schema_extra=_ALSO_ALONE)
    set: Annotated[dict[Key, Formula], AS_VALUES] = group(
        "Uppgifter som sätts av valet, till exempel ankomst: now."
    )
    when: Formula = key("Villkoret för att valet ska vara öppet.")
    because: Sentence = key("Meningen som visas när villkoret inte är uppfyllt.")
    role: Names = several("Rollen, eller rollerna, när det inte är stegets.")
    not_by: Names = several(
        "Steget, eller stegen, vars utförare inte får göra valet. start: den som startade rutinen."
    )
    same_as: Names = several(
        "Steget, eller stegen, vars utförare är den enda som får göra valet. start: den som startade rutinen."
    )
    confirm: Sentence = key("Frågan som ställs innan valet görs.")
    undo: Duration = key("Hur länge ”Jag tryckte fel” erbjuds, till exempel 10 min.")
    main: YesNo = key("yes om valet är huvudvägen (annars det första som inte leder tillbaka).")


class Exit(Part):
    """One way on from a gateway."""

    what = Said("vägvalet", "the gateway")
    when: Formula = key("Villkoret för den här vägen. Den första sanna gäller.")
    to: Name = key("Tillståndet som följer.")
    else_: Name = key("Tillståndet när inget villkor är sant. Står sist.", alias="else")
    label: Sentence = key("Texten på pilen i bilden.")
    main: YesNo = key("yes om vägen är huvudvägen (annars den längsta).")


class Work(Part):
    """Automatic work: a mail or a webhook."""

    what = Said("do", "do")
    mail: Names = several("Kontakten, eller kontakterna, som får mejlet.")
    subject: Sentence = key("Mejlets ämne.")
    body: Sentence = key("Mejlets text.")
    webhook: Https = key("Adressen som får ett anrop. Den ska vara godkänd av en administratör.")
    facts: Names = several("Uppgifterna som skickas med anropet.")


class Branch(Part):
    """One of the branches that run side by side."""

    needs = ("states",)
    what = Said("grenen", "the branch")
    title: Sentence = key("Grenens rubrik.")
    states: Annotated[dict[Key, State], AS_GROUPS] = group("Grenens tillstånd, i ordning.")


COMMON_KEYS = ("title", "section", "source", "timers")

KIND_KEYS: dict[str, tuple[str, ...]] = {
    "step": (
        "role",
        "not_by",
        "same_as",
        "caution",
        "text",
        "note",
        "help",
        "checklist",
        "contacts",
        "links",
        "documents",
        "choices",
        "to",
        "ask",
        "skip",
    ),
    "choose": ("choose",),
    "call": ("call", "with", "take", "outcomes", "to"),
    "together": ("together", "to"),
    "wait": ("wait", "role", "ask", "to"),
    "do": ("do", "to", "failed"),
    "end": ("end",),
}
"""The keys that each kind of state has beside the common ones. A gateway and an end can't rest, so they have
no timers.
"""

RESTLESS = ("choose", "end", "do")


class State(Part):
    """One state; its kind is told by its key."""

    title: Sentence = key("Rubriken. I ett steg: vad som ska göras, med verbet först.")
    section: Sentence = key("Delen av bilden som tillståndet hör till.")
    source: Source | None = key("Vem som har bestämt det här.")
    timers: Annotated[tuple[Timer, ...], AS_ITEMS] = several("Påminnelser, larm och tidsgränser.")
    role: Names = several(
        "Vem som gör steget, eller vem som får säga till om meddelandet: en roll eller en lista."
    )
    not_by: Names = several(
        "Steget, eller stegen, vars utförare inte får göra det här. start: den som startade rutinen."
    )
    same_as: Names = several(
        "Steget, eller stegen, vars utförare ska göra det här också. start: den som startade rutinen."
    )
    caution: Sentence = key("Vad som kan gå fel. Visas före det som ska göras.")
    text: Sentence = key("Det som ska göras.")
    note: Sentence = key("Upplysning. Aldrig något som ska göras.")
    help: Sentence = key("Mer hjälp för den som är ny. Visas hopfälld för andra.")
    checklist: Sentences = several("Punkter att bocka av.")
    contacts: Names = several("Kontakter som behövs här, med knappar för att ringa och mejla.")
    links: Names = several("Länkar som behövs här.")
    documents: Names = several("Dokument som behövs här: blanketter, lathundar, kvittenser.")
    choices: Annotated[dict[Key, Choice], AS_GROUPS] = group(
        "Val i steget. Utelämnat: en knapp, ”Klar”, till nästa tillstånd."
    )
    to: Name = key("Tillståndet som följer. Utelämnat: nästa i ordningen.")
    ask: Asks = several(
        "Uppgifter som fylls i med ”Klar”, eller som meddelandet får ha med sig.",
        json_schema_extra=_ALSO_ALONE,
    )
    skip: one_of("ask") = key("ask: steget får hoppas över med ett skäl.")  # type: ignore[valid-type]
    choose: Annotated[tuple[Exit, ...], AS_ITEMS] = several(
        "Ett vägval: den första vägen vars villkor är sant, och sist else."
    )
    call: Name = key("Rutinen som körs här. Den här rutinen väntar tills den är klar.")
    with_: Annotated[dict[Key, Formula], AS_VALUES] = group(
        "Uppgifter som lämnas över till rutinen som körs.", alias="with"
    )
    take: Annotated[dict[Key, Name], AS_VALUES] = group(
        "Uppgifter som hämtas från rutinen som kördes: vår: dess."
    )
    outcomes: Annotated[dict[Key, Name], AS_VALUES] = group(
        "Vart varje slut i rutinen som kördes leder, och med cancelled när den avbryts."
    )
    together: Annotated[dict[Key, Branch], AS_GROUPS] = group(
        "Grenar som går samtidigt. Det går vidare när alla har slutat."
    )
    wait: Name = key("Meddelandet att vänta på, eller yes om bara timern avslutar väntan.")
    do: Work | None = key("Automatiskt arbete: ett mejl eller ett anrop.")
    failed: Name = key("Tillståndet som följer när det inte gick att skicka.")
    end: Id = key("Slutet, med ett namn på hur det slutade.")

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind keys that were written; none of them means a step."""
        return tuple(key for key in self.given() if key in KIND_KEYS)

    @classmethod
    def allowed(cls, given: set[str]) -> tuple[str, ...]:
        """The keys of the kind that `given` tells."""
        kind = next((kind for kind in KIND_KEYS if kind in given), "step")
        others = (
            ()
            if given - {*COMMON_KEYS, *KIND_KEYS["step"]}
            else tuple(kind for kind in KIND_KEYS if kind != "step")
        )
        return (*COMMON_KEYS, *KIND_KEYS[kind], *others)


class Document(Part):
    """A whole routine file."""

    needs = ("routine", "version", "title", "states")
    what = Said("filen", "the file")
    routine: Id = key("Rutinens namn. Filen heter likadant: stodpass i stodpass.yaml.")
    version: Version = key("Versionens nummer. Höjs med 1 för varje ändring.")
    title: Sentence = key("Rutinens titel.")
    language: Names = several(
        "Språket, sv, eller flera: [sv, en]. Det första är rutinens eget.",
        json_schema_extra={"examples": ["sv", "en"]},
    )
    purpose: Sentence = key("Vad rutinen är till för.")
    document: Head | None = key("Huvudet i det officiella dokumentet.")
    roles: Annotated[dict[Key, Role], AS_GROUPS] = group(
        "Rollerna: namn: titel, eller namn: {title: …, responsibility: …}."
    )
    contacts: Annotated[dict[Key, Contact], AS_GROUPS] = group("Kontakter att ringa eller mejla.")
    links: Annotated[dict[Key, Link], AS_GROUPS] = group("Länkar.")
    documents: Annotated[dict[Key, Attachment], AS_GROUPS] = group(
        "Dokument som ligger som filer bredvid rutinen: namn: blankett.pdf, eller namn: {title: …, file: …}."
    )
    facts: Annotated[dict[Key, Fact], AS_GROUPS] = group(
        "Uppgifter som rutinen frågar efter eller sätter. Aldrig namn på enskilda."
    )
    start: Begin | None = key("Vem som får starta rutinen, och vad som fylls i då.")
    emergency: Sentence = key(
        'Mening som står överst i varje steg, till exempel "Vid fara för liv: ring 112."'
    )
    always: StandingRules = rules_key("Det som alltid gäller. Står i varje steg som det rör.")
    never: StandingRules = rules_key("Det som aldrig får hända. Står i varje steg som det rör.")
    retain: Kept = key(
        "Hur länge ett ärende sparas: 2 år efter avslut. Utelämnat: som inställningen retain säger, annars alltid."
    )
    states: Annotated[dict[Key, State], AS_GROUPS] = group("Tillstånden, i ordning.")
    anytime: Annotated[dict[Key, Choice], AS_GROUPS] = group("Val som erbjuds i varje tillstånd.")
    scenarios: Annotated[tuple[Scenario, ...], AS_ITEMS] = several(
        "Berättelser som ska gå att spela: prov för ägaren, bildserier för utbildaren."
    )


PARTS: tuple[type[Part], ...] = (
    Document,
    Head,
    Role,
    Contact,
    Link,
    Attachment,
    Definition,
    Law,
    StandingRule,
    Fact,
    Begin,
    Ask,
    State,
    Source,
    Choice,
    Exit,
    Branch,
    Work,
    Timer,
    Scenario,
    Line,
)
GROUPS: dict[str, type[Part]] = {
    "roles": Role,
    "contacts": Contact,
    "links": Link,
    "facts": Fact,
    "states": State,
    "anytime": Choice,
    "scenarios": Scenario,
}
"""The groups of a file, with what stands in each."""
EVERY_KEY = frozenset(key for part in PARTS for key in part.all_keys())
"""Every key of the language."""
KNOWN = Known(
    EVERY_KEY,
    lists=frozenset(
        field.alias or name
        for part in PARTS
        for name, field in part.model_fields.items()
        if field.default == ()
    ),
    top={name: frozenset(part.all_keys()) for name, part in GROUPS.items()},
    short={"start": (str(Begin.short), *(key for key in Begin.all_keys() if key != Begin.short))},
    inner={
        name: frozenset(part.all_keys())
        for name, part in (
            ("choices", Choice),
            ("timers", Timer),
            ("choose", Exit),
            ("together", Branch),
            ("play", Line),
        )
    },
)
"""They, those of them that a list may stand under, and what stands in each group."""
