"""The storyboard as HTML: accessible, safe, light and dark, the same every time."""

from __future__ import annotations

import re

from diagrams.storyboard.forms.html import storyboard_html
from diagrams.type.palette import DARK, LIGHT
from tests.accessibility import violations
from tests.diagrams.storyboard.library import HOSTILE, board, hostile


def test_the_checker_finds_nothing_wrong() -> None:
    assert (
        violations(storyboard_html(board(1)), storyboard_html(board(4, "en")), storyboard_html(hostile()))
        == []
    )


def test_every_card_is_an_article_with_a_heading_and_both_pictures_in_words() -> None:
    of, text = board(1), storyboard_html(board(1))
    assert len(re.findall('<article id="card-', text)) == len(of.cards)
    assert len(re.findall("<h2 id=", text)) == len(of.cards) + 1
    assert f'aria-label="{of.cards[3].trail.words}"' in text
    assert 'aria-label="Telefonen hos Personal, 08:15: Allt på en gång. Vid fara: ring 112.' in text


def test_everything_of_a_card_is_text_on_the_page() -> None:
    text = storyboard_html(board(1))
    for said in (
        "Personal väljer ”Allt är framme”.",
        "Frågan ”Gick det bra?”: Ja",
        "För dig som leder övningen",
        "15 min senare",
    ):
        assert said in text


def test_nothing_runs_and_nothing_is_fetched() -> None:
    text = storyboard_html(hostile())
    assert "<script" not in text
    assert not re.search(r"""(src|href)=["'](?!#)""", text)
    assert "url(" not in text.replace("url(#", "").replace("url(data:font/", "")


def test_hostile_texts_stand_as_they_are() -> None:
    assert HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(
        '"', "&#34;"
    ).replace("'", "&#39;") in storyboard_html(hostile())


def test_the_drawings_follow_the_reader_s_screen_and_print_light() -> None:
    text = storyboard_html(board(1))
    assert f"--ink:{LIGHT.ink};" in text
    assert f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --ground:{DARK.ground};" in text
    assert 'fill="var(--ink)"' in text
    assert not re.search('(fill|stroke)="#', text)


def test_a_theme_that_is_asked_for_is_the_only_one() -> None:
    text = storyboard_html(board(1), "dark")
    assert f"--ink:{DARK.ink};" in text
    assert "prefers-color-scheme" not in text


def test_ids_are_unique_on_the_page() -> None:
    ids = re.findall(r'\sid="([^"]+)"', storyboard_html(board(1)))
    assert len(ids) == len(set(ids))


def test_the_same_storyboard_gives_the_same_page() -> None:
    assert storyboard_html(board(1)) == storyboard_html(board(1))
