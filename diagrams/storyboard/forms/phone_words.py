"""The phone beside a card in words: for those who do not see it, and for those who read the page as text."""

from __future__ import annotations

from diagrams.storyboard.story import Button, Phone
from diagrams.words.storyboard import say
from engine.model.standing_rules import HEADINGS


def phone_words(phone: Phone, language: str) -> str:
    """What the phone shows, for those who do not see it."""
    return " ".join(
        line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in phone_lines(phone, language)
    )


def phone_lines(phone: Phone, language: str) -> list[str]:
    """What the phone shows, as lines of text in the order of the screen."""
    found = [f"{say('phone of', language, who=phone.owner)}, {phone.clock}: {phone.routine}"]
    found += filter(None, (phone.notice, phone.emergency))
    found.append(f"{phone.place}: {phone.title}" if phone.place else phone.title)
    if phone.caution:
        found.append(say("warning", language, text=phone.caution))
    found += [f"{HEADINGS['always'].say(language)}: {text}" for text in phone.always]
    found += [f"{HEADINGS['never'].say(language)}: {text}" for text in phone.never]
    found += filter(None, (phone.text, phone.note))
    for item in phone.checklist:
        found.append(f"{item.text} ({say('ticked' if item.done else 'not ticked', language)})")
    found += phone.contacts
    found += phone.materials
    found += [answer.said for answer in phone.answers]
    for button in phone.buttons:
        found.append(_button_words(button, language))
    found += [say("side by side", language, title=title) for title in phone.beside]
    return found


def _button_words(button: Button, language: str) -> str:
    said = f"[{button.label}]"
    if button.taken:
        said += f" ← {say('chosen', language)}"
    if button.confirm:
        said += f". {say('asks first', language, text=button.confirm)}"
    if button.hindered:
        said += f" ({button.hindered})"
    return said
