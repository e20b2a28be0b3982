"""What has to be reached: the mail server, the gateway, the organisation's sign-in, and this server by its public address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from api.cli.doctor.finding import Finding, look, well, wrong
from api.oidc.problems import Silent
from api.oidc.provider import Provider
from api.setting_kinds import is_loopback
from api.settings import Settings
from api.transports import calling
from api.transports.calling import Call
from api.transports.mail import Smtp
from engine.said import UNSAID, Said
from engine.service.sending import DeliveryProblem
from engine.system import behind

_MAIL = Said("Mejl", "Mail")
_SMS = Said("Sms", "SMS")
_SIGN_IN = Said("Inloggning", "Sign-in")
_ADDRESS = Said("Adress", "Address")


def reached(settings: Settings) -> Iterator[Finding]:
    """Asks each of them, and sends nothing. In demonstration mode nothing leaves the machine, and nobody is asked."""
    if settings.demo:
        return
    yield _mail(settings)
    yield _sms(settings)
    if settings.oidc_issuer:
        yield _sign_in(settings.oidc_issuer)
    yield _address(settings)


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_host:
        return look(
            _MAIL,
            Said(
                "RUTIN_SMTP_HOST är inte satt: påminnelser och eskalering når ingen utanför sidorna.",
                "RUTIN_SMTP_HOST is not set: reminders and escalations reach nobody outside the pages.",
            ),
        )
    try:
        Smtp(settings).check()
    except DeliveryProblem as trouble:
        return wrong(_MAIL, trouble.why)
    return well(_MAIL, Said("servern släpper in Rutin", "the server lets Rutin in"))


def _sms(settings: Settings) -> Finding:
    if not settings.sms_address:
        return well(_SMS, Said("används inte", "not used"))
    return look(
        _SMS,
        Said(
            "visar sig först när något skickas. Skriv: rutin deliveries --test +46…",
            "shows only when something is sent. Write: rutin deliveries --test +46…",
        ),
    )


def _sign_in(issuer: str) -> Finding:
    async def ask() -> None:
        provider = Provider(issuer)
        await provider.metadata()
        await provider.keys(None)

    try:
        asyncio.run(ask())
    except Silent as silent:
        cause = behind(silent.__cause__) if silent.__cause__ else UNSAID
        return wrong(
            _SIGN_IN,
            Said(
                "organisationens inloggning svarar inte som den ska ({why}). Kontrollera RUTIN_OIDC_ISSUER och nätet.",
                "the organisation's sign-in does not answer as it should ({why}). Check RUTIN_OIDC_ISSUER and the network.",
            ).fill(why=cause if cause.sv else silent.why),
        )
    return well(_SIGN_IN, Said("organisationens inloggning svarar", "the organisation's sign-in answers"))


def _address(settings: Settings) -> Finding:
    if settings.address is None:
        if is_loopback(settings.host):
            return look(
                _ADDRESS,
                Said(
                    "RUTIN_ADDRESS är inte satt: sidorna går bara att nå på den här datorn.",
                    "RUTIN_ADDRESS is not set: the pages can be reached on this machine only.",
                ),
            )
        return wrong(
            _ADDRESS,
            Said(
                "RUTIN_ADDRESS är inte satt: länkar i mejl och inloggning leder fel. Sätt den till adressen som personalen skriver.",
                "RUTIN_ADDRESS is not set: links in mail and sign-in lead astray. Set it to the address that staff write.",
            ),
        )
    try:
        answer = calling.make(Call(address=f"{settings.address}/healthz", method="GET"))
    except DeliveryProblem as trouble:
        return wrong(_ADDRESS, trouble.why)
    if not answer.is_taken or '"status"' not in answer.text:
        return wrong(
            _ADDRESS,
            Said(
                f"på {settings.address} svarar något annat än Rutin ({answer.status}), eller servern är inte startad.",
                f"something else than Rutin answers at {settings.address} ({answer.status}), or the server is not started.",
            ),
        )
    if settings.address.startswith("https://") and not settings.proxies:
        return look(
            _ADDRESS,
            Said(
                "svarar. RUTIN_PROXIES är inte satt: alla ser ut att komma från servern framför, och begränsas tillsammans.",
                "answers. RUTIN_PROXIES is not set: everybody seems to come from the server before it, and is limited together.",
            ),
        )
    return well(_ADDRESS, Said("svarar", "answers"))
