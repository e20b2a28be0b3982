"""`/instances`: follow a routine. Every change goes through the engine, which keeps or refuses it whole."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.http.answers import changed_answer, json_answer, page_answer, view_answer
from api.http.changing import Change, carry_out, only_unit
from api.http.dependencies import Caller, InstanceId, TheCaller
from api.http.kept.pictures import Subject
from api.http.looks import TheLook
from api.http.openapi.contents import (
    Cancellation,
    Correction,
    NewInstance,
    NewMessage,
    Resolution,
    StepName,
    Successor,
    TakenChoice,
)
from api.http.openapi.document import PAGED, STARTED, VIEWED, changed, picture, refusals
from api.http.openapi.schemas.instance import InstanceSummary, KnownFact, View
from api.http.openapi.schemas.person import SuccessorToBe
from api.http.openapi.schemas.record import HistoryEntry, Reading
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.headers import IdempotencyKey, IfMatch, refuse_repeated, request_key, seen_revision
from api.http.request.paging import Cursor, Limit
from engine.run.commands import (
    Cancel,
    Choose,
    Command,
    Correct,
    HandOver,
    Receive,
    Resolve,
    StartCase,
    Take,
    TakeBack,
)
from engine.service.cursor import MOST
from engine.service.people.register import Known

PREFIX = "/api/v1/instances"

router = APIRouter(prefix=PREFIX, tags=["Instances"], route_class=ExactJson)

_READ = (kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.NOT_FOUND)
_CHANGE = (
    kinds.HEADER_WRONG,
    kinds.SIGN_IN_NEEDED,
    kinds.NOT_YOURS,
    kinds.NOT_FOUND,
    kinds.NOT_RUNNING,
    kinds.MOVED_ON,
    kinds.MEDIA_TYPE_WRONG,
    kinds.REQUEST_WRONG,
    kinds.KEY_REUSED,
    kinds.SAVED,
)


async def _change(
    request: Request,
    instance: InstanceId,
    caller: TheCaller,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Change:
    refuse_repeated(request)
    return Change(caller, request_key(idempotency_key), instance, seen_revision(if_match))


TheChange = Annotated[Change, Depends(_change)]


async def _answered(change: Change, command: Command) -> Response:
    """The view that the command led to."""
    answer = await change.carry_out(command)
    return await changed_answer(answer, change.caller.language)


def _starting(caller: Caller, content: NewInstance) -> StartCase:
    """The command to start what is asked for, in the unit where the caller may unless one is named."""
    routine = caller.engine.routine(content.routine)
    unit = content.unit or only_unit(routine, caller.me)
    return caller.engine.starting(
        routine.id,
        caller.me,
        unit,
        content.facts,
        version=content.version,
        done_at=content.done_at,
        paper=content.paper,
    )


@router.get(
    "",
    response_model=list[InstanceSummary],
    responses={**PAGED, **refusals(kinds.SIGN_IN_NEEDED, kinds.REQUEST_WRONG)},
    summary="Your instances",
)
def list_instances(
    request: Request,
    caller: TheCaller,
    status: Annotated[
        Literal["running", "over"], Query(description="`over`: ended or cancelled.")
    ] = "running",
    of: Annotated[Literal["me", "units"], Query(description="Yours, or all of your units'.")] = "me",
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> Response:
    """The latest instances that you own, or those of all units where you have a role, the newest first."""
    page = caller.engine.records.instances(
        caller.me,
        caller.language,
        running=status == "running",
        whole_unit=of == "units",
        cursor=cursor,
        most=limit,
    )
    return page_answer(request, page, dict, caller.language)


@router.post(
    "",
    status_code=201,
    response_model=View,
    responses={
        **STARTED,
        **refusals(
            kinds.HEADER_WRONG,
            kinds.SIGN_IN_NEEDED,
            kinds.NOT_YOURS,
            kinds.NOT_FOUND,
            kinds.STUCK,
            kinds.MEDIA_TYPE_WRONG,
            kinds.REQUEST_WRONG,
            kinds.FACTS_WRONG,
            kinds.KEY_REUSED,
            kinds.ALREADY_REGISTERED,
            kinds.SAVED,
        ),
    },
    summary="Start a routine",
)
async def start_instance(
    request: Request, content: NewInstance, caller: TheCaller, idempotency_key: IdempotencyKey = None
) -> Response:
    """Starts the newest version of a routine, or of what began on paper the one that was followed. The instance keeps that version for as
    long as it runs."""
    refuse_repeated(request)
    command = await run_in_threadpool(_starting, caller, content)
    answer = await carry_out(caller, command, request_key(idempotency_key))
    location = f"{PREFIX}/{answer.instance}"
    return await changed_answer(answer, caller.language, status=201, location=location)


@router.get(
    "/{instance}",
    response_model=View,
    responses={**VIEWED, **refusals(*_READ)},
    summary="Where an instance is",
)
def get_instance(instance: InstanceId, caller: TheCaller) -> Response:
    """The instance's view: its open steps, and for each choice whether you may take it, or why not."""
    return view_answer(caller.engine.records.view(instance, caller.me, caller.language), caller.language)


@router.post(
    "/{instance}/choices",
    response_model=View,
    responses=changed(
        *_CHANGE,
        kinds.NOT_POSSIBLE_HERE,
        kinds.CONDITION_NOT_MET,
        kinds.FACTS_WRONG,
        kinds.STUCK,
        kinds.ALREADY_REGISTERED,
    ),
    summary="Take a choice",
)
async def take_choice(content: TakenChoice, change: TheChange) -> Response:
    """Takes a choice in a step, with the facts that it asks for and what is ticked of the checklist. `done_at` registers one that was
    taken without Rutin, on paper or without signal; several are sent in the order in which they were done, each with a key of its own."""
    return await _answered(
        change,
        Choose(
            **change.to,
            state=content.state,
            choice=content.choice,
            facts=content.facts,
            checked=frozenset(content.checked),
            done_at=content.done_at,
            paper=content.paper,
        ),
    )


@router.post(
    "/{instance}/undo",
    response_model=View,
    responses=changed(*_CHANGE, kinds.CANNOT_UNDO),
    summary="Take back the last choice",
)
async def undo_choice(change: TheChange) -> Response:
    """«Jag tryckte fel»: the instance is as it was before the last choice, for as long as the view has `undo`.
    Both the choice and its taking back stay in the history."""
    return await _answered(change, TakeBack(**change.to))


@router.post(
    "/{instance}/corrections",
    response_model=View,
    responses=changed(*_CHANGE, kinds.FACTS_WRONG),
    summary="Correct facts",
)
async def correct_facts(content: Correction, change: TheChange) -> Response:
    """Changes facts afterwards, with a reason, by a role that may set them in the routine or a manager of the unit. Where the
    instance is does not change; the old values stay in the history."""
    return await _answered(change, Correct(**change.to, facts=content.facts, reason=content.reason))


@router.get(
    "/{instance}/facts",
    response_model=list[KnownFact],
    responses=refusals(*_READ),
    summary="What is known in it",
)
def get_facts(instance: InstanceId, caller: TheCaller) -> Response:
    """The facts that have a value, and whether you may correct each, or why not."""
    return json_answer(caller.engine.records.facts(instance, caller.me, caller.language), caller.language)


@router.post("/{instance}/cancel", response_model=View, responses=changed(*_CHANGE), summary="End it early")
async def cancel_instance(content: Cancellation, change: TheChange) -> Response:
    """A manager of the unit ends the instance early, with a reason. What it called is cancelled too; what
    it started beside itself goes on."""
    return await _answered(change, Cancel(**change.to, reason=content.reason))


@router.post(
    "/{instance}/incidents",
    response_model=View,
    responses=changed(*_CHANGE, kinds.FACTS_WRONG, kinds.STUCK),
    summary="See to what stands still",
)
async def resolve_incident(content: Resolution, change: TheChange) -> Response:
    """A manager of the unit decides, with a reason, how what stands still goes on: one of the
    step's `ways_on`. It can also be ended early, with `cancel`."""
    return await _answered(
        change,
        Resolve(
            **change.to,
            state=content.state,
            way=content.way,
            target=content.target,
            reason=content.reason,
        ),
    )


@router.post(
    "/{instance}/take",
    response_model=View,
    responses=changed(*_CHANGE, kinds.NOT_POSSIBLE_HERE),
    summary="Take a step from the worklist",
)
async def take_step(content: StepName, change: TheChange) -> Response:
    """Makes a step of your role yours: nobody else does it until you give it back."""
    return await _answered(change, Take(**change.to, state=content.state))


@router.post(
    "/{instance}/release",
    response_model=View,
    responses=changed(*_CHANGE, kinds.NOT_POSSIBLE_HERE, kinds.NOT_TAKEN),
    summary="Give a step back",
)
async def release_step(content: StepName, change: TheChange) -> Response:
    """Gives a step that you took back to your role's worklist."""
    return await _answered(change, Take(**change.to, state=content.state, release=True))


@router.get(
    "/{instance}/successors",
    response_model=list[SuccessorToBe],
    responses={**PAGED, **refusals(*_READ, kinds.REQUEST_WRONG)},
    summary="Who could take over",
)
def list_successors(
    request: Request, instance: InstanceId, caller: TheCaller, cursor: Cursor = None
) -> Response:
    """Those whom the instance could be handed over to: who is known to hold a role of its owner's in its unit. For its owner and the
    managers of its unit."""
    page = caller.engine.handing_over.successors(instance, caller.me, cursor)

    def told(known: Known) -> dict[str, str | None]:
        return {"subject": known.subject, "name": known.name}

    return page_answer(request, page, told, caller.language)


@router.post(
    "/{instance}/hand-over",
    response_model=View,
    responses=changed(*_CHANGE, kinds.FACTS_WRONG),
    summary="Hand it over",
)
async def hand_over_instance(content: Successor, change: TheChange) -> Response:
    """Gives the instance another owner, by its owner or a manager of the unit, to somebody of the same unit."""
    await change.check_receiver(content.to)
    return await _answered(change, HandOver(**change.to, to=content.to))


@router.post(
    "/{instance}/messages",
    response_model=View,
    responses=changed(*_CHANGE, kinds.FACTS_WRONG, kinds.NOT_AWAITED, kinds.ALREADY_REGISTERED),
    summary="Deliver a message that it waits for",
)
async def receive_message(content: NewMessage, change: TheChange) -> Response:
    """Something outside has happened that it waits for; every wait for the message goes on. It brings the facts that the wait
    names and no others. Who may tell it is said by the wait: its roles and managers, or anybody with a role in the unit."""
    await change.may_read()
    return await _answered(
        change,
        Receive(
            **change.to,
            message=content.message,
            facts=content.facts,
            done_at=content.done_at,
            paper=content.paper,
        ),
    )


@router.get(
    "/{instance}/history",
    response_model=list[HistoryEntry],
    responses=refusals(*_READ),
    summary="What has happened",
)
def get_history(instance: InstanceId, caller: TheCaller) -> Response:
    """What has happened, oldest first: who did what, when, and what it led to. Nothing is ever removed."""
    return json_answer(caller.engine.records.history(instance, caller.me, caller.language), caller.language)


@router.get(
    "/{instance}/reads",
    response_model=list[Reading],
    responses={**PAGED, **refusals(*_READ, kinds.REQUEST_WRONG)},
    summary="Who has read of it",
)
def get_reads(request: Request, instance: InstanceId, caller: TheCaller, cursor: Cursor = None) -> Response:
    """Who has looked at the instance, the latest first: once a day for each person and what they looked at. For its owner and the
    managers of its unit."""
    page = caller.engine.records.reads(instance, caller.me, cursor)
    return page_answer(request, page, dict, caller.language)


@router.get(
    "/{instance}/diagram.svg",
    response_class=Response,
    responses={**picture("svg"), **refusals(*_READ, kinds.REQUEST_WRONG, kinds.CANNOT_DRAW)},
    summary="You are here",
)
async def get_instance_diagram(
    instance: InstanceId, request: Request, caller: TheCaller, shown: TheLook
) -> Response:
    """The routine's picture, with the instance's place and the way that it has taken marked."""
    routine, found = await run_in_threadpool(caller.engine.records.instance, instance, caller.me)
    subject = Subject(
        routine=routine,
        look=shown.look("svg", caller.language),
        instance=found,
        taken=await run_in_threadpool(caller.engine.records.taken, instance, caller.me),
    )
    return await shown.answer(request, caller, subject)
