"""Whatever an owner writes, the writing rules answer without trouble, and say the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.prose.lexicon import swedish
from engine.language.prose.misplaced import is_misplaced
from engine.language.prose.proofreading import Remark, remarks
from engine.language.prose.sentences import sentences

LEXICON = swedish()
SOME = [
    "om",
    "och",
    "eller",
    "att",
    "som",
    ",",
    ":",
    "ring",
    "lämna",
    "ringer",
    "chefen",
    "är",
    "{x}",
    "”nu”",
    "112",
    "(nej)",
    "inte",
    "av",
    ".",
    "Om",
    "Ring",
]
WORDS = st.lists(st.sampled_from([*SOME, *sorted(LEXICON.nouns), *sorted(LEXICON.whether)[:40]]), max_size=30)


def told(text: str) -> list[Remark]:
    found = [remark for sentence in sentences(text) for remark in remarks(sentence, "sv")]
    assert all(isinstance(is_misplaced(sentence, LEXICON), bool) for sentence in sentences(text))
    return found


@given(st.one_of(st.text(max_size=200), WORDS.map(" ".join)))
def test_any_text_is_answered_and_the_same_each_time(text: str) -> None:
    assert told(text) == told(text)


@given(WORDS.map(" ".join))
def test_no_sentence_loses_a_word_when_a_text_is_parted(text: str) -> None:
    joined = " ".join(sentence.text for sentence in sentences(text))

    assert [word for word in joined.split() if word.isalpha()] == [
        word for word in text.split() if word.isalpha()
    ]


@pytest.mark.parametrize(
    "part",
    ["«", "”", "“", "(", "{", ".", "!", "kl. A ", "och lämna ", "1 ", "\n", "a-", "om du ", "Ring och "],
)
def test_a_text_of_one_part_again_and_again_is_read_in_passing(part: str) -> None:
    assert isinstance(told(part * (50_000 // len(part))), list)


def test_of_a_sentence_without_end_only_the_length_is_told() -> None:
    assert [remark.rule for remark in told("Ring chefen och " + "mejla chefen och " * 30 + "vänta.")] == [
        "writing-too-long"
    ]
