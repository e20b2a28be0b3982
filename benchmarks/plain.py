"""A bare FastAPI endpoint that takes and gives what a tap takes and gives, and does nothing: what HTTP alone costs here."""

from __future__ import annotations

from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel

_ANSWER = b'{"answer":"' + b"x" * 2_000 + b'"}'


class Tap(BaseModel):
    """What a choice is taken with."""

    state: str
    choice: str
    facts: dict[str, Any] = {}


def main() -> None:
    """Serve on a free port, and print it."""
    app = FastAPI()

    @app.post("/taps")
    async def tap(content: Tap) -> Response:
        return Response(_ANSWER, media_type="application/json")

    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="off")
    listener = config.bind_socket()
    listener.listen(1024)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
