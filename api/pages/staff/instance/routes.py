"""All pages of one instance."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages.staff.instance import (
    afterwards,
    commands,
    corrections,
    documents,
    ending,
    handing,
    history,
    questions,
    steps,
    where,
)

router = APIRouter()
for each in (steps, questions, afterwards, commands, corrections, ending, handing, where, history, documents):
    router.include_router(each.router)
