"""A phone without a script: it opens pages, fills in forms and presses buttons by what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from tests.api.acting import PLAIN

_VOID = ("meta", "link", "img", "source", "br", "wbr", "input", "path", "circle")


@dataclass
class Form:
    """One form of a page: where it goes, its fields as they stand, and its buttons."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str] | None] = field(default_factory=dict)


class Page(HTMLParser):
    """What a page has for its reader: headings, texts, links and forms."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.heading, self.title, self.text = "", "", ""
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._said: list[str] = []
        self.feed(text)

    @property
    def buttons(self) -> list[str]:
        """What stands on the buttons, in their order."""
        return [label for form in self.forms for label in form.buttons]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(given.get("action", self.path)))
        counts = given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and given.get("name") and counts:
            self.forms[-1].fields.append((given["name"], given.get("value", "")))
        if tag in ("button", "a", "h1", "title", "textarea"):
            self._said = []
        if tag not in _VOID:
            self._open.append((tag, given))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        opened, given = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        said = " ".join("".join(self._said).split())
        if tag == "button" and self.forms:
            pressed = (given["name"], given.get("value", "")) if given.get("name") else None
            self.forms[-1].buttons[said] = pressed
        elif tag == "a":
            self.links[said] = given["href"]
        elif tag == "h1":
            self.heading = said
        elif tag == "title":
            self.title = said
        elif tag == "textarea":
            self.forms[-1].fields.append((given["name"], "".join(self._said)))

    def handle_data(self, data: str) -> None:
        self._said.append(data)
        self.text += data


class Phone:
    """Somebody's phone: one browser with its cookies, and the page that it shows."""

    def __init__(self, address: str, language: str = "sv") -> None:
        self.address = address
        headers = {"Accept-Language": language, "Accept": "text/html"}
        self.http = httpx.Client(
            base_url=address, headers=headers, verify=PLAIN, follow_redirects=True, timeout=30
        )
        self.response: httpx.Response
        self.page: Page
        self.sent: tuple[str, dict[str, list[str]]]

    def moves(self, address: str) -> None:
        """The server answers at another address, as a test's does when it has been started again."""
        self.address = address
        self.http.base_url = httpx.URL(address)

    def opens(self, path: str) -> Page:
        """Goes to the address."""
        return self._shows(self.http.get(path))

    def follows(self, link: str) -> Page:
        """Follows the link with those words."""
        found = [href for said, href in self.page.links.items() if link in said]
        assert found, f"no link ”{link}” among {list(self.page.links)}"
        return self.opens(found[0])

    def presses(self, button: str, /, *, ticks: tuple[str, ...] = (), **typed: str | list[str]) -> Page:
        """Presses the button that says so, else one that begins so; with what is `typed` in its form's fields and the list's `ticks`."""
        if button not in self.page.buttons:
            button = next((each for each in self.page.buttons if each.startswith(button)), button)
        form = next((each for each in self.page.forms if button in each.buttons), None)
        assert form is not None, f"no button ”{button}” among {self.page.buttons}"
        data: dict[str, list[str]] = {}
        for name, value in form.fields:
            data.setdefault(name, []).append(value)
        for name, given in typed.items():
            data[name.replace("__", "-")] = given if isinstance(given, list) else [given]
        if ticks:
            data["checked"] = list(ticks)
        pressed = form.buttons[button]
        if pressed is not None:
            data[pressed[0]] = [pressed[1]]
        self.sent = form.action, data
        return self.sends_again()

    def sends_again(self) -> Page:
        """Sends the form that was sent last once more: a double tap, or a page that is loaded anew."""
        action, data = self.sent
        return self._shows(self.http.post(action, data=data, headers={"Origin": self.address}))

    def sends(self, path: str, data: dict[str, str], **headers: str) -> httpx.Response:
        """A form that is made by hand, with those headers alone."""
        return self.http.post(path, data=data, headers=headers, follow_redirects=False)

    def _shows(self, response: httpx.Response) -> Page:
        self.response = response
        self.page = Page(response.text, response.url.path)
        return self.page
