"""Which small faults can be put into a program: pure, from its syntax tree."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "sorted": "list",
    "asc": "desc",
    "desc": "asc",
}
WORDS = frozenset({"Said"})
"""Calls whose texts people read: a test of them would only say them once more."""
UNRUN = frozenset({"annotation", "returns", "type_params", "type_comment", "ctx", "op", "ops"})
"""Fields of a syntax tree that do nothing by themselves."""

DROPPED = (ast.Expr, ast.Raise, ast.Assert, ast.Delete, ast.Continue, ast.Break, ast.AugAssign)

Change = tuple[str, ast.AST, ast.AST | None, ast.AST]
"""The operator, the part that it changes, what that becomes (None: nothing), and the node with the change in it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mutant:
    """One fault: what stands at `owner.slot` (at `index`, in a list) is `new`."""

    line: int
    operator: str
    before: str
    after: str
    lines: range
    """The lines of the statement: a test that reaches none of them can't notice."""
    function: int | None
    """The line where the outermost function around it begins; None where it runs as the module is read."""
    owner: ast.AST
    slot: str
    index: int | None
    new: ast.AST

    @contextmanager
    def put_in(self) -> Iterator[None]:
        """The tree with the fault, for as long as it lasts."""
        value = getattr(self.owner, self.slot)
        changed = (
            self.new if self.index is None else [*value[: self.index], self.new, *value[self.index + 1 :]]
        )
        setattr(self.owner, self.slot, changed)
        try:
            yield
        finally:
            setattr(self.owner, self.slot, value)


def mutants(tree: ast.Module) -> list[Mutant]:
    """All faults, in the order of the lines."""
    return sorted(_below(tree, None, range(0)), key=lambda each: each.line)


def _below(node: ast.AST, function: int | None, lines: range) -> Iterator[Mutant]:
    for name, value in ast.iter_fields(node):
        if name in UNRUN:
            continue
        inside = function
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name == "body" and function is None:
            inside = min(each.lineno for each in (node, *node.decorator_list))
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_words(child):
                own = _lines_of(child, lines)
                for operator, part, becomes, new in _changes(child):
                    yield Mutant(
                        line=getattr(part, "lineno", own.start),
                        operator=operator,
                        before=_shown(part),
                        after=_shown(becomes) if becomes else "",
                        lines=own,
                        function=inside,
                        owner=node,
                        slot=name,
                        index=index,
                        new=new,
                    )
                yield from _below(child, inside, own)


def _is_words(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in WORDS:
            return True
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _lines_of(node: ast.AST, lines: range) -> range:
    """Of a statement that holds others, only its head."""
    if not isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
        return lines
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    first = getattr(node, "lineno", lines.start)
    if not body or isinstance(node, ast.match_case):
        return range(first, (getattr(node, "end_lineno", None) or first) + 1)
    return range(first, max(first + 1, getattr(body[0], "lineno", first + 1)))


def _shown(node: ast.AST) -> str:
    try:
        return " ".join(ast.unparse(node).split())
    except AttributeError:  # a part that is no program by itself
        return type(node).__name__


def _changes(node: ast.AST) -> Iterator[Change]:
    """Every fault of the node itself, not of what stands in it."""
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                for instead in COMPARED[type(op)]:
                    yield _whole("comparison", node, ops=[*ops[:index], instead(), *ops[index + 1 :]])
        case ast.BoolOp(op=op, values=values):
            yield _whole("and/or", node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            for part, rest in _without(values):
                yield "condition", part, None, rest[0] if len(rest) == 1 else _with(node, values=rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield "not", node, operand, operand
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in COUNTED:
            yield _whole("arithmetic", node, op=COUNTED[type(op)]())
        case ast.Constant(value=value):
            for other in _other_values(value):
                yield _whole("value", node, value=other)
        case ast.Return(value=ast.AST() as value) if not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield _whole("return", node, value=ast.copy_location(ast.Constant(None), value))
        case ast.comprehension(ifs=ifs):
            for part, rest in _without(ifs):
                yield "condition", part, None, _with(node, ifs=rest)
        case ast.Call():
            yield from _changes_of_call(node)
        case ast.Dict(keys=keys, values=values):
            for (key, part), rest in _without(list(zip(keys, values, strict=True))):
                yield (
                    "element",
                    key or part,
                    None,
                    _with(node, keys=[k for k, _ in rest], values=[v for _, v in rest]),
                )
        case ast.List(elts=elts, ctx=ast.Load()) | ast.Tuple(elts=elts, ctx=ast.Load()) | ast.Set(elts=elts):
            for part, rest in _without(elts):
                yield "element", part, None, _with(node, elts=rest)
        case ast.Slice():
            for bound in ("lower", "upper", "step"):
                if (part := getattr(node, bound)) is not None:
                    yield "slice", part, None, _with(node, **{bound: None})
        case ast.ExceptHandler(body=body) if not isinstance(body[0], ast.Raise):
            yield "handler", node, None, _with(node, body=[ast.copy_location(ast.Raise(), body[0])])
        case ast.Match(cases=cases) if len(cases) > 1:
            for part, rest in _without(cases):
                yield "case", part.pattern, None, _with(node, cases=rest)
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Constant):
        for value in (False,) if isinstance(node, ast.While) else (True, False):
            constant = ast.copy_location(ast.Constant(value), node.test)
            yield "condition", node.test, constant, _with(node, test=constant)
    if isinstance(node, DROPPED) or _sets_what_others_see(node):
        yield "statement", node, None, ast.copy_location(ast.Pass(), node)


def _sets_what_others_see(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(each, ast.Attribute | ast.Subscript) for each in targets)
        case ast.AnnAssign(target=target, value=ast.AST()):
            return isinstance(target, ast.Attribute | ast.Subscript)
    return False


def _changes_of_call(node: ast.Call) -> Iterator[Change]:
    for part, rest in _without(node.args):
        yield "argument", part, None, _with(node, args=rest)
    for keyword, rest in _without(node.keywords):
        yield "argument", keyword, None, _with(node, keywords=rest)
    match node.func:
        case ast.Name(id=name) if name in CALLED:
            yield "function", node.func, (other := _with(node.func, id=CALLED[name])), _with(node, func=other)
        case ast.Attribute(attr=name) if name in CALLED:
            yield (
                "function",
                node.func,
                (other := _with(node.func, attr=CALLED[name])),
                _with(node, func=other),
            )


def _other_values(value: object) -> tuple[object, ...]:
    match value:
        case bool():
            return (not value,)
        case int() | float():
            return (value + 1, value - 1)
        case str():
            return ("" if value else "…",)
        case bytes():
            return (b"" if value else b"-",)
    return ()


def _whole(operator: str, node: ast.AST, **fields: Any) -> Change:
    new = _with(node, **fields)
    return operator, node, new, new


def _with(node: Any, **fields: Any) -> Any:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _without(parts: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    for index, part in enumerate(parts):
        yield part, [*parts[:index], *parts[index + 1 :]]
