"""Facts about the settings: where they come from, what is refused and how, and that the page has each."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings
from engine.errors.store import SettingsWrong

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and an environment without settings."""
    for name in [name for name in os.environ if name.startswith("RUTIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows() -> list[tuple[str, str]]:
    return re.findall(r"^\| `(RUTIN_\w+)` \| (.+?) \|", PAGE.read_text(), re.M)


def test_the_page_lists_exactly_the_settings_there_are() -> None:
    assert sorted(name for name, _ in rows()) == sorted(
        f"RUTIN_{name.upper()}" for name in Settings.model_fields
    )


@pytest.mark.parametrize(("variable", "default"), rows())
def test_the_page_tells_the_default(variable: str, default: str) -> None:
    value = getattr(Settings.load(), variable.removeprefix("RUTIN_").lower())
    written = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    shown = "none" if value in (None, (), {}) else f"`{written}`"
    assert default == shown


def test_the_example_file_of_the_page_loads(alone: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(), re.S)
    assert example
    (alone / "rutin.toml").write_text(example[1])
    assert Settings.load().webhook_addresses == ("https://it.example/arenden",)


def test_command_line_before_environment_before_file_before_default(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone / "rutin.toml").write_text('port = 1\nhost = "::1"\nlanguage = "en"')
    monkeypatch.setenv("RUTIN_PORT", "2")
    monkeypatch.setenv("RUTIN_HOST", "localhost")
    settings = Settings.load(port=3)
    assert (settings.port, settings.host, settings.language, settings.time_zone) == (
        3,
        "localhost",
        "en",
        "Europe/Stockholm",
    )


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_PORT", "")
    assert Settings.load().port == 8000


def test_another_file_may_be_named(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "other.toml").write_text("port = 7")
    monkeypatch.setenv("RUTIN_CONFIG", "other.toml")
    assert Settings.load().port == 7


def test_addresses_stand_in_one_variable_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_WEBHOOK_ADDRESSES", "https://a.example/x, https://b.example/")
    assert Settings.load().webhook_addresses == ("https://a.example/x", "https://b.example/")


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("RUTIN_PORT", "åtta", "ett heltal mellan 0 och 65535"),
        ("RUTIN_PORT", "65536", "ett heltal mellan 0 och 65535"),
        ("RUTIN_LOCK_MINUTES", "1", "mellan 2 och 60"),
        ("RUTIN_LOCK_MINUTES", "61", "mellan 2 och 60"),
        ("RUTIN_DEMO", "kanske", "yes eller no"),
        ("RUTIN_LANGUAGE", "fi", "sv eller en"),
        ("RUTIN_TIME_ZONE", "Mars/Bas", "en tidszon"),
        ("RUTIN_TIME_ZONE", "../../etc/passwd", "en tidszon"),
        ("RUTIN_DATABASE_URL", "mysql://x", "sqlite:/// eller postgresql://"),
        ("RUTIN_SMTP_FROM", "ingen", "en e-postadress"),
        ("RUTIN_SMTP_SECURITY", "ssl", "starttls, tls eller none"),
        ("RUTIN_WEBHOOK_ADDRESSES", "http://a.example", "https://"),
        ("RUTIN_ADDRESS", "http://rutin.example", "https://"),
        ("RUTIN_ADDRESS", "https://rutin.example/rutin", "https://"),
        ("RUTIN_ADDRESS", "https://user@rutin.example", "https://"),
        ("RUTIN_ADDRESS", "rutin.example", "https://"),
        ("RUTIN_ADDRESS", "https://rutin.example:x", "https://"),
        ("RUTIN_PROXIES", "proxy.example", "10.0.0.0/24"),
        ("RUTIN_PROXIES", "*", "10.0.0.0/24"),
        ("RUTIN_WEBHOOK_ADDRESSES", "https://user:word@a.example", "https://"),
        ("RUTIN_WEBHOOK_ADDRESSES", "https://@a.example", "https://"),
        ("RUTIN_WEBHOOK_SECRETS", '{"https://a.example": "hemligt"}', "whsec_"),
        ("RUTIN_WEBHOOK_SECRETS", '{"https://a.example": " "}', "whsec_"),
        ("RUTIN_WEBHOOK_SECRETS", "hemligt", "whsec_"),
        ("RUTIN_SMS_ADDRESS", "http://sms.example/send", "https://"),
        ("RUTIN_SMS_ADDRESS", "https://user:word@sms.example", "https://"),
        ("RUTIN_SMS_ADDRESS", "sms.example", "https://"),
        ("RUTIN_SMS_METHOD", "DELETE", "POST, PUT eller GET"),
        ("RUTIN_SMS_FORM", "xml", "json, form eller query"),
        ("RUTIN_SMS_FIELDS", "to=x", "{text}"),
        ("RUTIN_SMS_FIELDS", '{"message": "{telefon} {text}"}', "{to_digits}"),
        ("RUTIN_SMS_FIELDS", '{"to": "{to}"}', "{text}"),
        ("RUTIN_SMS_FIELDS", "[" * 100_000, "{text}"),
        ("RUTIN_SMS_HEADERS", '{"X-Key": "a\\r\\nY: b"}', "{secret}"),
        ("RUTIN_SMS_HEADERS", '{"X Key": "{secret}"}', "{secret}"),
        ("RUTIN_SMS_HEADERS", '{"X-Key": "{text}"}', "{secret}"),
        ("RUTIN_SMS_TAKEN_STATUS", "200,404", "mellan 200 och 299"),
        ("RUTIN_SMS_TAKEN_FIELD", "a..b", "messages.0.status"),
        ("RUTIN_SMS_TAKEN_PATTERN", "(", "reguljärt uttryck"),
    ],
)
def test_a_wrong_value_is_answered_with_what_is_allowed(
    variable: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsWrong) as refused:
        Settings.load()
    assert variable in refused.value.say("sv")
    assert allowed in refused.value.say("sv")
    assert variable in refused.value.say("en")


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_PORT", "x")
    monkeypatch.setenv("RUTIN_LANGUAGE", "x")
    with pytest.raises(SettingsWrong, match=r"RUTIN_LANGUAGE.*RUTIN_PORT|RUTIN_PORT.*RUTIN_LANGUAGE"):
        Settings.load()


def test_a_wrong_database_address_does_not_show_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_DATABASE_URL", "postgres://rutin:hemligt@db/rutin")
    with pytest.raises(SettingsWrong) as refused:
        Settings.load()
    assert "hemligt" not in refused.value.say("sv") + refused.value.say("en")


def test_settings_never_show_the_mail_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_SMTP_PASSWORD", "hemligt")
    assert "hemligt" not in repr(Settings.load())


def test_what_may_hold_a_key_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_SMS_FIELDS", '{"key": "hemligt", "message": "{text}"}')
    monkeypatch.setenv("RUTIN_SMS_HEADERS", '{"Authorization": "hemligt"}')
    monkeypatch.setenv("RUTIN_SMS_SECRET", "hemligt")
    settings = Settings.load()
    assert "hemligt" not in repr(settings) + str(settings.told())
    monkeypatch.setenv("RUTIN_SMS_HEADERS", '{"Authorization": "hemligt {"')
    monkeypatch.setenv("RUTIN_SMS_FIELDS", '{"key": "hemligt"}')
    with pytest.raises(SettingsWrong) as refused:
        Settings.load()
    assert "hemligt" not in refused.value.say("sv") + refused.value.say("en")


def test_a_gateway_on_this_machine_needs_no_tls() -> None:
    assert Settings.load(sms_address="http://127.0.0.1:9710/http", sms_fields={"m": "{text}"}).sms_address


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"sms_address": "https://sms.example"}, "RUTIN_SMS_FIELDS"),
        ({"sms_method": "GET"}, "RUTIN_SMS_FORM"),
        ({"sms_form": "form", "sms_fields": {"m": "{text}", "to": ["{to}"]}}, "RUTIN_SMS_FORM"),
        (
            {"webhook_secrets": {"https://a.example": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}},
            "RUTIN_WEBHOOK_ADDRESSES",
        ),
    ],
)
def test_settings_that_do_not_fit_each_other_are_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsWrong, match=told):
        Settings.load(**given)


def test_a_misspelt_variable_is_answered_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_DATABSE_URL", "sqlite://")
    with pytest.raises(SettingsWrong) as refused:
        Settings.load()
    assert "Menade du ”RUTIN_DATABASE_URL”?" in refused.value.say("sv")


def test_a_misspelt_name_in_the_file_is_answered_with_file_and_nearest_name(alone: Path) -> None:
    (alone / "rutin.toml").write_text("prot = 1")
    with pytest.raises(SettingsWrong) as refused:
        Settings.load()
    assert "rutin.toml" in refused.value.say("sv")
    assert "”port”" in refused.value.say("sv")


@pytest.mark.parametrize("content", [b"port = = 1", b"\xff\xfe", b"port"])
def test_a_file_that_is_not_toml_is_named(alone: Path, content: bytes) -> None:
    (alone / "rutin.toml").write_bytes(content)
    with pytest.raises(SettingsWrong, match=r"rutin\.toml"):
        Settings.load()


def test_a_named_file_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_CONFIG", "nowhere.toml")
    with pytest.raises(SettingsWrong, match=r"nowhere\.toml does not exist"):
        Settings.load()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "rutin.example"])
def test_demonstration_mode_refuses_to_be_reachable_from_other_machines(host: str) -> None:
    with pytest.raises(SettingsWrong, match="starts only on this machine"):
        Settings.load(demo=True, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_demonstration_mode_starts_on_this_machine(host: str) -> None:
    assert Settings.load(demo=True, host=host).demo


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://Rutin.Example/", "https://rutin.example"),
        ("https://rutin.example:443", "https://rutin.example"),
        ("https://rutin.example:8443", "https://rutin.example:8443"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_the_public_address_is_known_as_browsers_write_it(address: str, known: str) -> None:
    assert Settings.load(address=address).public_address == known


def test_links_lead_to_where_the_server_listens_unless_the_settings_say_otherwise() -> None:
    assert Settings.load(port=9000).public_address == "http://127.0.0.1:9000"


def test_several_processes_need_a_server_that_all_can_write_to() -> None:
    assert Settings.load(database_url="postgresql://server/rutin", processes=4).processes == 4
    with pytest.raises(SettingsWrong) as refused:
        Settings.load(database_url="sqlite:///rutin.db", processes=4)
    assert "behöver PostgreSQL" in refused.value.say("sv")
    assert "need PostgreSQL" in refused.value.say("en")


def test_demonstration_mode_runs_in_one_process() -> None:
    with pytest.raises(SettingsWrong, match="Demonstration mode runs in one process"):
        Settings.load(demo=True, processes=2, database_url="postgresql://server/rutin")


def test_demonstration_mode_has_no_public_address() -> None:
    with pytest.raises(SettingsWrong, match="only on this machine"):
        Settings.load(demo=True, address="https://rutin.example")


def test_a_mail_server_needs_a_sender() -> None:
    with pytest.raises(SettingsWrong, match="RUTIN_SMTP_FROM"):
        Settings.load(smtp_host="mail.example")


def test_a_file_that_is_no_text_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_CONFIG", str(tmp_path / "rutin.toml"))
    (tmp_path / "rutin.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsWrong, match="Save it again with the encoding UTF-8"):
        Settings.load()
    (tmp_path / "rutin.toml").unlink()
    (tmp_path / "rutin.toml").mkdir()
    with pytest.raises(SettingsWrong, match="it is a folder"):
        Settings.load()
