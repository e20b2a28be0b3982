"""What is said no with."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Possible(BaseModel):
    """Something that can be done now."""

    state: str
    title: str
    number: str | None = Field(description="The step's number: two open steps may have the same title.")
    choice: str
    label: str


class Problem(BaseModel):
    """Why something was not done (RFC 9457), and what to do instead. Nothing has changed."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="Which kind of problem; an address on this server that describes it.")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do next, in your language.")
    possible: list[Possible] | None = Field(default=None, description="What can be done now.")
    because: str | None = Field(default=None, description="The routine's own reason.")
    who: list[str] | None = Field(default=None, description="Who may.")
    reason: str | None = None
    unit: str | None = None
    facts: dict[str, str] | None = Field(default=None, description="Fact → what is wrong with it.")
    fields: dict[str, str] | None = Field(default=None, description="Field → what is wrong with it.")
    revision: int | None = Field(default=None, description="Where the instance is now.")
    outcome: str | None = None
    instance: str | None = Field(default=None, description="The instance that it is about.")
    why: str | None = None
    near: str | None = Field(default=None, description="The nearest that exists.")
    error_id: str | None = None
