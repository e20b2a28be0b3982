"""The mistakes that owners make in YAML: each is told at its place, in their words, with the corrected line."""

from __future__ import annotations

from typing import Any

import pytest

from engine.language.yaml.source import Known, Mapping, Node, Scalar, read
from engine.language.yaml.tree import FastParser, PureParser

KNOWN = Known(
    frozenset({"label", "phone", "role", "text", "title", "to"}), frozenset({"ask", "checklist", "timers"})
)

MISTAKES = {
    # id: the file, rule, line, column, words, the corrected line
    "a line indented with a tab": (
        "title: Fel\nstates:\n\tklart: {end: klart}\n",
        ("tab", 3, 1, "Raden är indragen med tabb.", "klart: {end: klart}"),
    ),
    "a tab after the colon": ("title:\tFel\n", ("tab-inside", 1, 7, "Här står en tabb.", "title: Fel")),
    "a tab in the middle of a text": (
        "title: Fel\ti\n",
        ("tab-inside", 1, 11, "Här står en tabb.", "title: Fel i"),
    ),
    "a tab at the end of the line": (
        "title: Fel\t\n",
        ("tab-inside", 1, 11, "Här står en tabb.", "title: Fel"),
    ),
    "a hard space after the colon": (
        "title:\u00a0Fel\nversion: 1\n",
        ("hard-space", 1, 7, "hårt mellanslag", "title: Fel"),
    ),
    "a hard space in the indentation": (
        "states:\n\u00a0 klart: 1\n",
        ("hard-space", 2, 1, "hårt mellanslag", "klart: 1"),
    ),
    "a colon in a text": (
        "title: Obs: ring chefen\nversion: 1\n",
        ("colon", 1, 11, "Texten ”Obs: ring chefen” innehåller ett kolon", 'title: "Obs: ring chefen"'),
    ),
    "a colon at the end of a text": (
        "text: Gör så här:\nversion: 1\n",
        ("colon", 1, 17, "innehåller ett kolon", 'text: "Gör så här:"'),
    ),
    "a colon in a text with a note after it": (
        "title: Obs: ring  # kort\n",
        ("colon", 1, 11, "innehåller ett kolon", 'title: "Obs: ring"  # kort'),
    ),
    "a colon in an item of a list": (
        "checklist:\n  - Ring genast: 112\n  - Vänta\n",
        ("colon", 2, 16, "Texten ”Ring genast: 112”", '- "Ring genast: 112"'),
    ),
    "a colon in the second line of a text": (
        "text: Gör så här\n  Obs: ring\nversion: 1\n",
        ("continued", 2, 6, "fortsätter på den här raden", 'text: "Gör så här Obs: ring"'),
    ),
    "a colon and quotes in a text": (
        'text: Säg: "hej"\n',
        ("colon", 1, 10, "innehåller ett kolon", "text: 'Säg: \"hej\"'"),
    ),
    "a colon in a text in braces": (
        "val: {label: Ring: nu, to: klart}\n",
        ("colon", 1, 18, "Texten ”Ring: nu”", 'val: {label: "Ring: nu", to: klart}'),
    ),
    "a comma in a text in braces": (
        "it: {title: IT, Vård och omsorg, phone: 08-530 610 10}\n",
        (
            "comma",
            1,
            15,
            "”IT, Vård och omsorg” läses som flera",
            'it: {title: "IT, Vård och omsorg", phone: 08-530 610 10}',
        ),
    ),
    "a comma in the last text in braces": (
        "it: {phone: 1, title: IT, Vård}\n",
        ("comma", 1, 25, "skiljer komma delarna åt", 'it: {phone: 1, title: "IT, Vård"}'),
    ),
    "a list inside a text in braces": (
        "val: {when: orsak in [a, b], to: klart}\n",
        ("bracket", 1, 22, "innehåller en parentes", 'val: {when: "orsak in [a, b]", to: klart}'),
    ),
    "a fact inside a text in braces": (
        "val: {text: Besök {besok_ref} nu, to: klart}\n",
        ("bracket", 1, 19, "innehåller en parentes", 'val: {text: "Besök {besok_ref} nu", to: klart}'),
    ),
    "a forgotten comma in braces": (
        "val: {label: Klar to: klart}\n",
        ("missing-comma", 1, 19, "Det saknas ett komma före ”to”.", "val: {label: Klar, to: klart}"),
    ),
    "a forgotten comma after a list in braces": (
        "val: {ask: [orsak] to: klart}\n",
        ("missing-comma", 1, 20, "Det saknas ett komma före ”to”.", "val: {ask: [orsak], to: klart}"),
    ),
    "a forgotten comma before a key that the file uses elsewhere": (
        "a: {orsak: x, meddelat: y}\nb: {orsak: x meddelat: y}\n",
        ("missing-comma", 2, 14, "Det saknas ett komma före ”meddelat”.", "b: {orsak: x, meddelat: y}"),
    ),
    "no space after the colon": (
        "routine: prov\ntitle:Fel\nversion: 1\n",
        ("space", 2, 7, "Det saknas ett mellanslag efter ”title:”.", "title: Fel"),
    ),
    "no space after the colon in the last line": (
        "routine: prov\ntitle:Fel\n",
        ("space", 2, 7, "mellanslag", "title: Fel"),
    ),
    "no space after the only colon below a key": (
        "document:\n  type:Rutin\nversion: 1\n",
        ("space", 2, 8, "mellanslag efter ”type:”", "type: Rutin"),
    ),
    "no space after the colon in braces": (
        "val: {label:Klar, to: klart}\n",
        ("space", 1, 13, "mellanslag efter ”label:”", "val: {label: Klar, to: klart}"),
    ),
    "nothing between a colon and a brace": (
        "val: {label:}\n",
        ("space", 1, 13, "mellanslag efter ”label:”", "val: {label: }"),
    ),
    "a text in braces that begins with a fact": (
        "val: {text: {besok_ref} är klart, to: klart}\n",
        ("start", 1, 13, "börjar med ”{”", 'val: {text: "{besok_ref} är klart", to: klart}'),
    ),
    "no colon": (
        "routine: prov\ntitle Fel på telefonen\nversion: 1\n",
        ("missing-colon", 2, 6, "Det saknas ett kolon efter ”title”.", "title: Fel på telefonen"),
    ),
    "no colon before what is below": (
        "routine: prov\nstates\n  klart: 1\nversion: 1\n",
        ("missing-colon", 2, 7, "Det saknas ett kolon efter ”states”.", "states:"),
    ),
    "no colon before braces": (
        "facts:\n  orsak {type: text, title: Orsak}\n",
        ("missing-colon", 2, 8, "Det saknas ett kolon efter ”orsak”.", "orsak: {type: text, title: Orsak}"),
    ),
    "no colon before a text in quotes with a colon": (
        'emergency "Vid fara: ring 112"\nversion: 1\n',
        (
            "missing-colon",
            1,
            10,
            "Det saknas ett kolon efter ”emergency”.",
            'emergency: "Vid fara: ring 112"',
        ),
    ),
    "no space after a dash": (
        "ask:\n  - orsak\n  -plats\nversion: 1\n",
        ("dash", 3, 3, "Det saknas ett mellanslag efter strecket.", "- plats"),
    ),
    "no space between a dash and braces": (
        "play:\n  - {chef: klar}\n  -{chef: nej}\n",
        ("dash", 3, 3, "Det saknas ett mellanslag efter strecket.", "- {chef: nej}"),
    ),
    "no space between the only dash and braces": (
        "play:\n  -{chef: nej}\nversion: 1\n",
        ("dash", 2, 3, "Det saknas ett mellanslag efter strecket.", "- {chef: nej}"),
    ),
    "a list behind its key": (
        "ask: - orsak\nversion: 1\n",
        ("list-line", 1, 6, "En lista med streck ska börja på en egen rad.", "ask: [orsak]"),
    ),
    "a quote without an end": (
        'title: "Fel på telefonen\nversion: 1\nlanguage: sv\n',
        (
            "open-quote",
            1,
            8,
            "börjar med ett citattecken men har inget i slutet",
            'title: "Fel på telefonen"',
        ),
    ),
    "a quote without an end before other quotes": (
        'title: "Fel på telefonen\nversion: 1\ntext: "Ring"\n',
        ("open-quote", 1, 8, "inget i slutet", 'title: "Fel på telefonen"'),
    ),
    "a quote without an end that swallows the next lines": (
        'title: "Fel\nversion: 1\ntext: Ring nu"\n',
        ("open-quote", 1, 8, "inget i slutet", 'title: "Fel"'),
    ),
    "an apostrophe in single quotes": (
        "title: 'Chefens' val'\nversion: 1\n",
        ("open-quote", 1, 8, "citattecken", 'title: "Chefens\' val"'),
    ),
    "quotes inside quotes": (
        'text: "Säg "hej" först"\nversion: 1\n',
        ("quotes", 1, 7, "avslutar den för tidigt", "text: 'Säg \"hej\" först'"),
    ),
    "a text that only begins in quotes": (
        'when: "samtal" in insatser\nto: klart\n',
        ("quotes", 1, 7, "avslutar den för tidigt", "when: '\"samtal\" in insatser'"),
    ),
    "a text in braces that only begins in quotes": (
        'val: {when: "samtal" in insatser, to: klart}\n',
        ("quotes", 1, 13, "avslutar den för tidigt", "val: {when: '\"samtal\" in insatser', to: klart}"),
    ),
    "a quote without an end in braces": (
        'val: {label: "Klar, to: klart}\n',
        ("open-quote", 1, 14, "inget i slutet", 'val: {label: "Klar", to: klart}'),
    ),
    "a backslash in quotes": (
        'text: "Se G:\\mapp\\rutin"\nversion: 1\n',
        ("escape", 1, 13, "Ett bakstreck", "text: 'Se G:\\mapp\\rutin'"),
    ),
    "a text that begins with @": ("by: @chefen\n", ("start", 1, 5, "börjar med ”@”", 'by: "@chefen"')),
    "a text that begins with %": (
        "title: % av besöken\n",
        ("start", 1, 8, "börjar med ”%”", 'title: "% av besöken"'),
    ),
    "a text that begins with a backtick": (
        "title: `kod`\n",
        ("start", 1, 8, "börjar med ”`”", 'title: "`kod`"'),
    ),
    "a text that begins with *": (
        "title: *Viktigt*\n",
        ("start", 1, 8, "börjar med ”*”", 'title: "*Viktigt*"'),
    ),
    "an item of a list that begins with *": (
        "checklist:\n  - *Viktigt* att ringa\n",
        ("start", 2, 5, "börjar med ”*”", '- "*Viktigt* att ringa"'),
    ),
    "a text that begins with &": (
        "title: & co\nversion: 1\n",
        ("start", 1, 8, "börjar med ”&”", 'title: "& co"'),
    ),
    "a text that begins with !": (
        "title: !Viktigt att ringa\n",
        ("start", 1, 8, "börjar med ”!”", 'title: "!Viktigt att ringa"'),
    ),
    "a text that begins with >": ("title: > 20 km\n", ("start", 1, 8, "börjar med ”>”", 'title: "> 20 km"')),
    "a text that begins with ?": (
        "title: ? vet ej\n",
        ("start", 1, 8, "börjar med ”?”", 'title: "? vet ej"'),
    ),
    "a text that begins with a bracket": (
        "title: [Utkast] Stödpass\nversion: 1\n",
        ("start", 1, 8, "börjar med ”[”", 'title: "[Utkast] Stödpass"'),
    ),
    "a text that begins with a fact": (
        "text: {besok_ref} är klart\nversion: 1\n",
        ("start", 1, 7, "börjar med ”{”", 'text: "{besok_ref} är klart"'),
    ),
    "a text that is only a fact": (
        "text: {besok_ref}\n",
        ("start", 1, 7, "börjar med ”{”", 'text: "{besok_ref}"'),
    ),
    "a text of another template language": (
        "text: {{7*7}}\n",
        ("start", 1, 7, "börjar med ”{”", 'text: "{{7*7}}"'),
    ),
    "a number sign in a text": (
        "text: Ring #112 nu\n",
        ("hash", 1, 12, "en anteckning som ingen ser", 'text: "Ring #112 nu"'),
    ),
    "a bracket without an end": (
        "ask: [orsak, plats\nversion: 1\nlanguage: sv\n",
        ("open-bracket", 1, 6, "Sätt ”]” där den ska sluta.", "ask: [orsak, plats]"),
    ),
    "a brace without an end": (
        "val: {label: Klar, to: klart\nversion: 1\n",
        ("open-bracket", 1, 6, "Sätt ”}” där den ska sluta.", "val: {label: Klar, to: klart}"),
    ),
    "a brace without an end over two lines": (
        "val: {label: Klar,\n  to: klart\nversion: 1\n",
        ("open-bracket", 1, 6, "Sätt ”}” där den ska sluta.", "val: {label: Klar,"),
    ),
    "the wrong closing bracket": (
        "ask: [orsak}\nversion: 1\n",
        ("open-bracket", 1, 6, "Sätt ”]”", "ask: [orsak]"),
    ),
    "a bracket too many": (
        "ask: [orsak]]\nversion: 1\n",
        ("extra-bracket", 1, 13, "Här står ”]” utan", "ask: [orsak]"),
    ),
    "a brace too many": (
        "val: {to: klart}}\nversion: 1\n",
        ("extra-bracket", 1, 17, "Här står ”}” utan", "val: {to: klart}"),
    ),
    "a line indented too far": (
        "klart:\n  end: klart\n    title: Klart\nversion: 1\n",
        ("indent", 3, 5, "indragen 4 blanksteg, men ska ha 2", "title: Klart"),
    ),
    "a line indented too little": (
        "klart:\n    end: klart\n  title: Klart\nversion: 1\n",
        ("indent", 3, 3, "indragen 2 blanksteg, men ska ha 4", "title: Klart"),
    ),
    "the first line of several indented too far": (
        "klart:\n   end: klart\n  title: Klart\n  section: Slut\nversion: 1\n",
        ("indent", 2, 4, "indragen 3 blanksteg, men ska ha 2", "end: klart"),
    ),
    "a line at the top indented": (
        "routine: prov\n title: Fel\n",
        ("indent", 2, 2, "indragen 1 blanksteg, men ska ha 0", "title: Fel"),
    ),
    "an item of a list indented too far": (
        "scenarios:\n   - title: A\n     ends: klart\n  - title: B\n    ends: klart\nversion: 1\n",
        ("indent", 2, 4, "indragen 3 blanksteg, men ska ha 2", "- title: A"),
    ),
    "a key twice": (
        "title: A\nversion: 1\ntitle: B\n",
        ("duplicate", 3, 1, "”title” står redan på rad 1.", None),
    ),
    "a key twice in braces": (
        "val: {to: a, to: b}\n",
        ("duplicate", 1, 14, "”to” står redan på rad 1.", None),
    ),
    "a second document": ("title: A\n---\ntitle: B\n", ("document", 2, 1, "En fil är en rutin", None)),
    "a directive": ("%YAML 1.1\n---\ntitle: A\n", ("directive", 1, 1, "Ta bort den.", None)),
    "an anchor": ("a: &mall\n  to: klart\n", ("anchor", 1, 4, "”&mall”", None)),
    "a type of another language": (
        "a: !!python/name:os.system x\n",
        ("tag", 1, 4, "”!!python/name:os.system”", None),
    ),
    "a list as a key": ("? [a, b]\n: c\n", ("key", 1, 3, "Före kolonet ska ett namn stå", None)),
    "an item of a list where a key should stand": (
        "routine: prov\n- x\nversion: 1\n",
        ("unreadable", 2, 1, "Raden ”- x” går inte att läsa.", None),
    ),
}


def plain(node: Node | None) -> Any:
    """The texts of the tree, without places."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Scalar) or node is None:
        return node and node.text
    return [plain(item) for item in node.items]


@pytest.mark.parametrize("parser", [FastParser, PureParser], ids=["c", "python"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_its_place_with_the_corrected_line(mistake: str, parser: Any) -> None:
    content, (rule, line, column, words, corrected) = MISTAKES[mistake]
    found = read(content, known=KNOWN, parser=parser).problems
    assert [(each.rule, each.line, each.column) for each in found] == [(f"yaml-{rule}", line, column)]
    assert words in found[0].said.sv
    assert found[0].said.sv.partition(" Rätt rad: ")[2] == (corrected or "")
    assert found[0].said.en.partition(" Corrected line: ")[2] == (corrected or "")


IN_ONE_LINE = [
    mistake
    for mistake, (_, (rule, _, _, _, corrected)) in MISTAKES.items()
    if corrected and rule not in ("continued", "hard-space", "indent", "tab") and "two lines" not in mistake
]


@pytest.mark.parametrize("mistake", IN_ONE_LINE)
def test_the_corrected_line_can_be_read_and_is_what_was_read_on_with(mistake: str) -> None:
    content, (_, line, _, _, corrected) = MISTAKES[mistake]
    lines = content.split("\n")
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
    lines[line - 1] = f"{indent}{corrected}"
    again = read("\n".join(lines), known=KNOWN)
    assert again.problems == ()
    assert plain(again.root) == plain(read(content, known=KNOWN).root)
