"""The documents of a step: as they were in the version that the instance follows."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.answers import document_answer
from api.http.dependencies import DocumentId, InstanceId
from api.pages.staff.visitor import TheVisitor

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/documents/{document}")
def document(request: Request, instance: InstanceId, document: DocumentId, visitor: TheVisitor) -> Response:
    """One of the routine's documents."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    found = visitor.engine.document(view["routine"], document, view["version"])
    return document_answer(request, visitor.engine, found)
