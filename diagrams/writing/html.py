"""HTML documents from templates: everything escaped, nothing fetched from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine.said import Said

_environment = Environment(
    loader=PackageLoader("diagrams", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def html(template: str, language: str, **values: Any) -> str:
    """The template `diagrams/templates/TEMPLATE.html` in `language`, whose own words it writes as `say("svenska", "English")`.

    A picture goes in as markup (`markupsafe.Markup`) since it is made here; all other values are text, whatever they hold.
    """

    def say(sv: str, en: str) -> str:
        return Said(sv, en).say(language)

    return _environment.get_template(f"{template}.html").render(language=language, say=say, **values)
