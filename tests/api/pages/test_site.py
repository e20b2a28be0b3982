"""Facts about the pages: what they show and to whom, in which language, safely, and with nothing from elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import httpx
import pytest

from api.http.problems.kinds import KINDS
from api.pages.rendering import FOLDER
from api.pages.site import WIDEST_WHOLE
from tests.accessibility import violations
from tests.api.acting import PLAIN
from tests.api.house import REAL_ROUTINES, House, house
from tests.api.http.curl import curl

PAGES = ["/", "/routines/stodpass", "/routines/forlorad_telefon", "/problems", "/problems/moved-on", "/docs"]
NOT_OURS = re.compile(r"^(?:[a-z]+:)?//", re.I)


@pytest.fixture(scope="module")
def demo() -> Iterator[House]:
    """Demonstration mode with the organisation's own routines."""
    with house(REAL_ROUTINES, demo=True) as built:
        yield built


def fetch(built: House, path: str, language: str = "sv", **headers: str) -> httpx.Response:
    return httpx.get(
        built.address + path,
        headers={"Accept-Language": language, "Accept": "text/html", **headers},
        verify=PLAIN,
        timeout=60,
    )


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "link", "img", "source", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_whole_html(demo: House, path: str, language: str) -> None:
    response = fetch(demo, path, language)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    tags = Tags(response.text)
    assert tags.open == []
    assert tags.named("title")


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/docs"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_has_landmarks_one_heading_and_a_way_past_the_menu(
    demo: House, path: str, language: str
) -> None:
    tags = Tags(fetch(demo, path, language).text)
    assert tags.named("html") == [{"lang": language}]
    assert len(tags.named("h1")) == len(tags.named("main")) == len(tags.named("header")) == 1
    assert tags.named("a")[0] == {"class": "skip", "href": "#main"}
    headings = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(headings))


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_has_words_and_every_id_is_used_once(demo: House, path: str) -> None:
    tags = Tags(fetch(demo, path).text)
    assert all(image.get("alt") for image in tags.named("img"))
    ids = [attributes["id"] for _, attributes in tags.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_loads_anything_from_elsewhere(demo: House, path: str) -> None:
    loaded = {
        "script": "src",
        "link": "href",
        "img": "src",
        "source": "srcset",
        "iframe": "src",
        "form": "action",
    }
    for tag, attributes in Tags(fetch(demo, path).text).tags:
        address = attributes.get(loaded.get(tag, ""), "") or ""
        assert not NOT_OURS.match(address), f"{path} loads {address}"


@pytest.mark.parametrize("file", ["rutin.css", "docs.css", "docs.js", "rutin.svg"])
def test_our_own_static_files_load_nothing_from_elsewhere(file: str) -> None:
    text = (FOLDER / "static" / file).read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|@import|url\(", text)


@pytest.mark.parametrize("path", PAGES)
def test_every_address_on_a_page_is_there(demo: House, path: str) -> None:
    tags = Tags(fetch(demo, path).text)
    found = {attributes.get("href") or attributes.get("src") or "" for _, attributes in tags.tags}
    for address in sorted(each for each in found if each.startswith("/")):
        if "diagram" not in address and "handbook" not in address:
            assert fetch(demo, address).status_code == 200, address


def test_the_vendored_files_are_what_their_page_says() -> None:
    folder = FOLDER / "static" / "vendor" / "swagger-ui"
    told = dict(re.findall(r"^\| `(.+)` \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text(), re.M))
    there = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name != "README.md"
    }
    assert told == there


def test_the_start_page_says_what_it_is_in_one_sentence_swedish_first(demo: House) -> None:
    assert "Rutin gör skrivna rutiner körbara" in fetch(demo, "/", "").text
    assert "Rutin makes written routines executable" in fetch(demo, "/", "en").text


def test_the_language_can_be_switched_and_stays(demo: House) -> None:
    page = fetch(demo, "/?language=en").text
    assert '<html lang="en">' in page
    assert 'href="/routines/stodpass?language=en"' in page
    assert 'href="?language=sv"' in page


def test_a_language_that_there_is_not_is_not_taken(demo: House) -> None:
    assert '<html lang="sv">' in fetch(demo, '/?language="><script>').text


def test_texts_in_another_language_than_the_page_are_marked_so(demo: House) -> None:
    assert '<h1 lang="sv">Stödpass</h1>' in fetch(demo, "/routines/stodpass", "en").text


def test_the_start_page_shows_the_routines_with_purpose_version_and_picture(demo: House) -> None:
    page = fetch(demo, "/").text
    for routine in demo.engine.routines():
        assert routine.title.say("sv") in page
        assert f'src="/routines/{routine.id}/diagram.svg' in page
    version = demo.engine.routine("losenord").version
    assert f"Version {version} · beslutad 2023-01-09" in re.sub("<[^>]*>", "", page)


def test_the_start_page_shows_a_person_for_each_role_and_names_nobody(demo: House) -> None:
    page = fetch(demo, "/").text
    for token in ("demo-medarbetare", "demo-enhetschef", "demo-it_avdelningen", "demo-medarbetare-2"):
        assert f"<code>{token}</code>" in page
        assert demo.visitor(token).get("/me").status_code == 200


def test_the_command_on_the_start_page_starts_a_routine(demo: House) -> None:
    found = re.search(r"<pre><code>(.*?)</code></pre>", fetch(demo, "/").text, re.S)
    assert found
    response = curl(unescape(found[1]))
    assert response.status_code == 201, response.text


def test_the_routine_page_says_in_words_what_the_picture_shows(demo: House) -> None:
    page = fetch(demo, "/routines/stodpass").text
    routine = demo.engine.routine("stodpass")
    for state in routine.states.values():
        assert state.title.say("sv") in page
    assert "Jag är framme → 2 Registrera ankomst till stödpasset" in page
    assert "startar ”Arbetstelefonen krånglar”" in page


def test_the_routine_page_says_when_it_is_due_and_what_the_called_routine_ends_with(demo: House) -> None:
    page = unescape(fetch(demo, "/routines/forlorad_telefon").text)
    assert "1 dygn efter ”Förlust upptäckt” meddelas Enhetschef" in page
    assert "3 dygn efter ”Förlust upptäckt” → 4C1a Anmäl till IMY nu" in page
    shift = unescape(fetch(demo, "/routines/arbetspass").text)
    assert "Du har ett nytt lösenord → 2 Logga in på LMO applikationen" in shift
    assert "Du arbetar utan LMO så länge → 2b Arbeta på papper tills du kan logga in" in shift


def test_the_routine_page_is_made_for_paper_too() -> None:
    style = (FOLDER / "static" / "rutin.css").read_text()
    paper = style[style.index("@media print") :]
    assert re.search(r"\.picture\.large svg \{[^}]*max-height: 2\dcm", paper), "the picture stays on one page"
    assert ".on-screen { display: none; }" in paper
    assert "@media (prefers-color-scheme: dark)" not in style, "paper is never dark"


def test_every_kind_of_problem_has_its_page_at_its_type(demo: House) -> None:
    for kind in KINDS.values():
        assert f"<h1>{kind.title.say('sv')}</h1>" in unescape(fetch(demo, kind.type, "sv").text)
        assert f"<h1>{kind.title.say('en')}</h1>" in unescape(fetch(demo, kind.type, "en").text)


@pytest.mark.parametrize("path", [*PAGES, "/nothing/here"])
def test_quotation_marks_are_of_one_kind_for_each_language(demo: House, path: str) -> None:
    for language, others in (("sv", "«»“"), ("en", "«»")):
        text = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", unescape(fetch(demo, path, language).text), flags=re.S)
        assert [line.strip() for line in text.splitlines() if set(line) & set(others)] == []


def test_the_api_s_description_stands_on_a_page_in_the_reader_s_language_with_a_way_back(demo: House) -> None:
    for language, title in (("sv", "API:et"), ("en", "The API")):
        page = fetch(demo, f"/docs?language={language}").text
        assert f'<html lang="{language}">' in page
        assert f"<h1>{title}</h1>" in page
        assert f'href="/?language={language}"' in page
        assert '<div id="docs" lang="en">' in page, "what it says there is in English"


def test_the_api_s_description_is_dark_where_the_reader_s_pages_are(demo: House) -> None:
    script = fetch(demo, "/static/docs.js").text
    assert "prefers-color-scheme: dark" in script
    assert '"dark-mode"' in script
    assert "html.dark-mode" in fetch(demo, "/static/vendor/swagger-ui/swagger-ui.css").text


def test_no_word_of_a_page_is_parted_but_code(demo: House) -> None:
    """Measured in a browser at 320 px: what could part a word is `anywhere`, which lets a table's cell become one letter wide."""
    rules = re.findall(r"([^{}]+)\{[^}]*overflow-wrap:\s*anywhere", fetch(demo, "/static/rutin.css").text)
    assert [each.strip() for each in rules] == ["code"]
    assert "<table" not in fetch(demo, "/").text


def test_an_unset_setting_reads_the_same_on_a_page_as_in_the_material(demo: House) -> None:
    assert "(inte bestämt än: fråga din chef)" in fetch(demo, "/routines/forlorad_telefon").text
    assert "ring …" not in fetch(demo, "/routines/forlorad_telefon").text


def test_a_browser_gets_a_page_where_there_is_nothing(demo: House) -> None:
    response = fetch(demo, "/nothing/here")
    assert response.status_code == 404
    assert "<h1>Adressen finns inte</h1>" in response.text
    assert (
        httpx.get(f"{demo.address}/nothing/here", verify=PLAIN).headers["content-type"]
        == "application/problem+json"
    )


@pytest.mark.parametrize("path", [*PAGES, "/static/rutin.css", "/healthz", "/api/v1/me", "/nothing"])
def test_every_answer_keeps_the_browser_safe(demo: House, path: str) -> None:
    headers = fetch(demo, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert ("unsafe-inline" in policy) == (path == "/docs")


def test_without_demonstration_mode_the_start_page_shows_no_routines_and_no_tokens(shared: House) -> None:
    page = fetch(shared, "/").text
    assert "Rutin gör skrivna rutiner körbara" in page
    assert "Besök" not in page
    assert "demo-" not in page
    assert "/api/v1" not in page, "who signs in is no programmer"
    for path in ("/routines/besok", "/routines/besok/diagram.svg"):
        assert fetch(shared, path).status_code == 404


def test_an_organisation_may_open_its_routines_to_all() -> None:
    with house(open_routines=True) as built:
        assert "Besök" in fetch(built, "/").text
        assert fetch(built, "/routines/besok").status_code == 200
        assert fetch(built, "/api/v1/routines").status_code == 401
        assert "demo-" not in fetch(built, "/").text


def test_a_server_without_routines_says_what_to_do() -> None:
    with house(None, demo=True) as built:
        assert "rutin publish" in fetch(built, "/").text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing(demo: House, language: str) -> None:
    own = [path for path in PAGES if path != "/docs"]
    assert violations(*(fetch(demo, path, language).text for path in own)) == []


@pytest.mark.parametrize("path", ["/routines/stodpass", "/routines/forlorad_telefon"])
def test_every_box_of_the_picture_leads_to_its_words_and_back(demo: House, path: str) -> None:
    tags = Tags(fetch(demo, path).text)
    ids = [attributes["id"] for _, attributes in tags.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    boxes = {link["id"]: link["href"] for link in tags.named("a") if link.get("id")}
    back = {link["href"]: link for link in tags.named("a") if link.get("class") == "back"}
    assert len(boxes) > 10
    assert {f"#{box}" for box in boxes} == set(back)
    assert {href.removeprefix("#") for href in boxes.values() if href} <= set(ids)


def test_the_picture_in_the_page_can_be_walked_by_keyboard_and_told(demo: House) -> None:
    tags = Tags(fetch(demo, "/routines/stodpass").text)
    (svg,) = tags.named("svg")
    assert svg["role"] == "group", "what has the role img hides its links"
    told = {group["aria-label"] for group in tags.named("g") if group.get("role") == "img"}
    assert any(said and said.startswith("Steg 1: Åk till stödpasset") for said in told)


def test_the_picture_in_the_page_has_the_colours_of_the_page(demo: House) -> None:
    text = fetch(demo, "/routines/stodpass").text
    drawing = text[text.index("<svg") : text.index("</svg>")]
    style = fetch(demo, "/pictures.css")
    assert style.headers["content-type"].startswith("text/css")
    used = set(re.findall(r"var\((--picture-[a-z0-9-]+)\)", drawing))
    assert used <= set(re.findall(r"(--picture-[a-z0-9-]+):#", style.text))
    assert not re.findall(r"#[0-9A-F]{6}\b", drawing)


def test_the_page_is_served_the_letters_of_its_picture(demo: House) -> None:
    found = re.findall(r"font-style:(\w+);[^}]*?url\(([^)]+)\)", fetch(demo, "/pictures.css").text)
    assert {style for style, _ in found} == {"normal", "italic"}
    for _, address in found:
        response = fetch(demo, address)
        kind, begins = ("woff2", b"wOF2") if address.endswith("woff2") else ("ttf", b"\0\1\0\0")
        assert response.headers["content-type"] == f"font/{kind}"
        assert response.content.startswith(begins)
    assert fetch(demo, "/typeface/serif.woff2").status_code == 422


@pytest.mark.parametrize(("routine", "is_whole"), [("stodpass", True), ("inloggning", False)])
def test_a_picture_that_can_be_read_whole_on_a_desk_is_shown_so(
    demo: House, routine: str, is_whole: bool
) -> None:
    text = fetch(demo, f"/routines/{routine}").text
    assert ('class="picture large fits"' in text) == is_whole
    assert (float(re.findall(r'<svg [^>]*?width="([0-9.]+)"', text)[0]) <= WIDEST_WHOLE) == is_whole


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_the_picture_can_be_taken_home(demo: House, ending: str) -> None:
    response = fetch(demo, f"/routines/stodpass/diagram.{ending}?paper=a4")
    assert response.content.startswith(b"\x89PNG" if ending == "png" else b"%PDF-")


def test_a_picture_of_a_kind_that_there_is_not_is_told_as_a_page(demo: House) -> None:
    assert fetch(demo, "/routines/stodpass/diagram.exe").status_code in (404, 422)
