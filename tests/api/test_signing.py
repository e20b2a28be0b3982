"""Signatures agree with the standard's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api import signing

PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""The secret of the example that the libraries of Standard Webhooks are tested by."""


def test_the_published_example_has_its_published_signature() -> None:
    at = datetime.fromtimestamp(1614265330.9, UTC)
    headers = signing.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', [PUBLISHED])
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize(
    "secret", ["", "hemligt", "whsec_", "whsec_åäö", "whsec_c2hvcnQ=", "whsec_" + "QUFB" * 30, PUBLISHED[6:]]
)
def test_what_is_no_secret_of_the_standard_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="no secret"):
        signing.key(secret)
