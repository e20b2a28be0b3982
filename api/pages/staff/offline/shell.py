"""What of the pages is nobody's: the service worker, what it keeps to show pages with, and how the pages are put on a phone's screen."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.http.guard.protection import PAGE_POLICY
from api.http.problems.errors import NoSuchAddress
from api.pages.edition import edition, files
from api.pages.rendering import page

router = APIRouter(include_in_schema=False)

WHY = ("none", "locked", "unsent", "full")
"""Why there is no page to show: it is not in the phone, it is locked, what was sent could not be, and could not be kept."""


@router.get("/sw.js")
def worker() -> Response:
    """The service worker: it lies at the root, since it sees to what lies below it. It is another one for each version of the pages."""
    told = {
        "edition": edition(),
        "files": list(files()),
        "pages": [f"/offline/{why}" for why in WHY],
        "policy": PAGE_POLICY,
    }
    script = f'import {{ begin }} from "/static/offline/worker.js";\nbegin({json.dumps(told)});\n'
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone puts on its screen, and how it opens there."""
    sizes = (("192", "any"), ("512", "any"), ("512", "maskable"))
    told = {
        "name": "Rutin",
        "short_name": "Rutin",
        "id": "/home",
        "start_url": "/home",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#00684a",
        "icons": [
            {
                "src": f"/static/offline/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in sizes
        ],
    }
    return JSONResponse(told, media_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@router.get("/offline/{why}")
def nothing(request: Request, why: str) -> Response:
    """What is shown in place of a page that is not to be had without signal. It says nothing of anybody."""
    if why not in WHY:
        raise NoSuchAddress(request.url.path)
    return page(request, "offline.html", why=why)
