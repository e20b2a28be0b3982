"""The organisation's own data, `settings.yaml`: names with titles and values that the routines' texts fetch."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.file.reading import KEYS, Word, check_id, is_empty, kind_of, place_of
from engine.language.rules.findings import Findings, Position
from engine.language.yaml.source import Known, Mapping, Node, Scalar, read
from engine.problems import Problem, clipped
from engine.values import retention

FILE_NAME = "settings.yaml"
_KEYS = ("title", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One of the organisation's settings. `value` is None until somebody has decided it."""

    id: str
    title: str
    value: str | None


def read_settings(content: bytes | str, findings: Findings) -> dict[str, Setting]:
    """The settings of a file's content. What can't be read is noted and left out."""
    source = read(content, known=Known(frozenset({"settings", *_KEYS})))
    for problem in source.problems:
        findings.add_problem(problem)
    settings: dict[str, Setting] = {}
    for key, node in source.root.entries if source.root else ():
        if key.text != "settings":
            findings.add(
                "unknown-key",
                place_of(key),
                key=clipped(key.text),
                hint=findings.hint(key.text, ["settings"]),
                allowed="settings",
            )
        elif not isinstance(node, Mapping):
            findings.add("wrong-type", place_of(node), key="settings", found=kind_of(node), allowed=KEYS)
        else:
            for name, value in node.entries:
                id = check_id(Word.of(name), findings)
                settings[id] = _setting(id, value, findings)
    return settings


def _setting(id: Word, node: Node, findings: Findings) -> Setting:
    title, value = str(id), node if isinstance(node, Scalar) else None
    for key, part in node.entries if isinstance(node, Mapping) else ():
        if key.text not in _KEYS:
            near = findings.hint(key.text, _KEYS)
            findings.add(
                "unknown-key", place_of(key), key=clipped(key.text), hint=near, allowed=", ".join(_KEYS)
            )
        elif not isinstance(part, Scalar):
            findings.add("setting-value", place_of(part), setting=id)
            value = Scalar("…", part.line, part.column)
        elif key.text == "title":
            title = part.text
        else:
            value = part
    if value is None or is_empty(value):
        return Setting(id=str(id), title=title, value=None)
    if id == retention.SETTING and isinstance(problem := retention.parse(value.text), Problem):
        findings.add_problem(problem, Position(value.line, value.column + value.quoted))
    return Setting(id=str(id), title=title, value=value.text)
