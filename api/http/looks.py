"""How a caller wants a picture to look: theme, view, paper, page and language of its address."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response

from api.http.answers import picture_answer
from api.http.dependencies import Caller
from api.http.kept.pictures import Subject
from diagrams.output import Format, Look, PaperName, View
from diagrams.type.palette import Theme

Language = Literal["sv", "en"]


class Wanted:
    """The part of a picture's address after the question mark."""

    def __init__(
        self,
        theme: Annotated[
            Theme, Query(description="`light`, `dark`, or `mono` to print without colour.")
        ] = "light",
        view: Annotated[
            View,
            Query(
                description="`staff`: panels with numbered steps. `technical`: an exact statechart, always one sheet."
            ),
        ] = "staff",
        paper: Annotated[
            PaperName | None,
            Query(
                description="On pages whose text can be read: `a4`, `a3` for an overview, `slide` (16:9). Without it one sheet, as PDF A4."
            ),
        ] = None,
        page: Annotated[int, Query(ge=1, le=1000, description="Which page, of an SVG or PNG on paper.")] = 1,
        language: Annotated[Language | None, Query(description="Else that of `Accept-Language`.")] = None,
    ) -> None:
        self.theme, self.view, self.paper, self.page, self.language = theme, view, paper, page, language

    def look(self, format: Format, language: str) -> Look:
        """The look in that format; `language` is the caller's."""
        return Look(
            format=format,
            theme=self.theme,
            view=self.view,
            paper=self.paper,
            language=self.language or language,
        )

    async def answer(self, request: Request, caller: Caller, subject: Subject) -> Response:
        """The page that is wanted. Raises NotFound where there is no such page."""
        return await picture_answer(request, caller.pictures, subject, self.page)


TheLook = Annotated[Wanted, Depends()]
