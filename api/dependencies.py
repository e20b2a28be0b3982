"""What endpoints are handed: the engine, the pictures, the metrics, the language of the answer."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Path, Request

from api.language import wanted
from api.metrics import Metrics
from api.pictures import Pictures
from engine.errors import NotFound
from engine.problems import clipped
from engine.service import Engine

_INSTANCE = re.compile(r"[0-9a-z_-]{1,40}", re.ASCII)
_ROUTINE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


async def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


async def _pictures(request: Request) -> Pictures:
    pictures: Pictures = request.app.state.pictures
    return pictures


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


async def _instance_id(instance: Annotated[str, Path(description="The instance's `id`.")]) -> str:
    if not _INSTANCE.fullmatch(instance):
        raise NotFound("instance", clipped(instance))
    return instance


async def _routine_id(routine: Annotated[str, Path(description="The routine's `id`.")]) -> str:
    if not _ROUTINE.fullmatch(routine):
        raise NotFound("routine", clipped(routine))
    return routine


async def _language(request: Request) -> str:
    return wanted(request)


TheEngine = Annotated[Engine, Depends(_engine)]
ThePictures = Annotated[Pictures, Depends(_pictures)]
TheMetrics = Annotated[Metrics, Depends(_metrics)]
InstanceId = Annotated[str, Depends(_instance_id)]
RoutineId = Annotated[str, Depends(_routine_id)]
Language = Annotated[str, Depends(_language)]
