"""What pydantic found, in our words: no English sentence of a library ever reaches a person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from core.words import Text, say
from profiles.fields import Accepts
from profiles.problems import NOTHING, Problem, RefusedError, shown

MOST = 50
"""Problems listed of one file."""

_WRONG_TYPE = {"string_type", "int_type", "bool_type", "list_type", "model_type", "dict_type"}
_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, say("是或否（true、false）")),
    (str, say("文字")),
    (int, say("不带引号的整数")),
    (Decimal, say("不带引号的小数")),
    ((date, time), say("日期或时间")),
    (list, say("一个列表")),
    (dict, say("一张表")),
)

Model = type[BaseModel]
Found = Mapping[str, Any]
"""One entry of ``ValidationError.errors()``."""


def complaints(error: ValidationError, model: Model, file: str) -> Iterator[Problem]:
    """Every problem of the file, the first ``MOST`` in full."""
    found: Sequence[Found] = error.errors(include_url=False)
    for one in found[:MOST]:
        yield _problem(one, model, file)
    if len(found) > MOST:
        yield Problem(file, "", say("另外还有 {n} 处问题", n=len(found) - MOST))


def _problem(found: Found, model: Model, file: str) -> Problem:
    loc: tuple[str | int, ...] = found["loc"]
    if found["type"] == "extra_forbidden":
        return _unknown(loc, model, file)
    return Problem(file, _dotted(loc), _what(found), _accepted(loc, model))


def _what(found: Found) -> Text:
    reason = found.get("ctx", {}).get("error")
    if isinstance(reason, RefusedError):
        return reason.text
    if found["type"] == "missing":
        return say("没有填")
    if found["type"] in _WRONG_TYPE:
        return say("写成了{kind}", kind=_kind(found["input"]))
    return _not(found["input"])


def _not(value: object) -> Text:
    if isinstance(value, list):
        return say("有 {n} 段", n=len(value))
    if isinstance(value, (str, int)):
        return say("不能是「{value}」", value=shown(str(value)))
    return say("不能这样写")


def _kind(value: object) -> Text:
    return next((text for kind, text in _KINDS if isinstance(value, kind)), say("别的东西"))


def _dotted(loc: Sequence[str | int]) -> str:
    """``plan.pauses[1].to``: items of a list count from 1, as people count."""
    parts = (f"[{p + 1}]" if isinstance(p, int) else f".{shown(p)}" for p in loc)
    return "".join(parts).removeprefix(".")


def _accepted(loc: Sequence[str | int], model: Model) -> Text:
    field: FieldInfo | None = None
    for part in loc:
        if isinstance(part, int):
            continue
        field = known(model).get(part)
        if field is None:
            return NOTHING
        model = inner_model(field) or model
    at_item = bool(loc) and isinstance(loc[-1], int)
    return NOTHING if field is None else _said(field, inner_model(field), at_item)


def _said(field: FieldInfo, inner: Model | None, at_item: bool) -> Text:
    told = next(_accepts([*field.metadata, field.annotation]), None)
    if told is not None and not at_item:
        return told.text
    if inner is None:
        return NOTHING
    return say("一张表，里面可以有 {keys}", keys="、".join(known(inner)))


def _accepts(parts: Sequence[object]) -> Iterator[Accepts]:
    """Every Accepts in an annotation, however deep in unions it stands."""
    for part in parts:
        if isinstance(part, Accepts):
            yield part
        yield from _accepts(get_args(part))


def known(model: Model) -> dict[str, FieldInfo]:
    """The keys of a table as they are written."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def inner_model(field: FieldInfo) -> Model | None:
    """The table a field holds, or the table its list items are."""
    return next(_models([field.annotation]), None)


def _models(parts: Sequence[object]) -> Iterator[Model]:
    for part in parts:
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part
        else:
            yield from _models(get_args(part))


def _unknown(loc: Sequence[str | int], model: Model, file: str) -> Problem:
    key, table = str(loc[-1]), model
    for part in loc[:-1]:
        field = known(table).get(str(part))
        table = (inner_model(field) if field else None) or table
    problem = say("没有这一项，最接近的是 {near}", near=_nearest(key, loc, table, model))
    return Problem(file, _dotted(loc), problem, say("{keys}", keys="、".join(known(table))))


def _nearest(key: str, loc: Sequence[str | int], table: Model, root: Model) -> str:
    """The key meant, with its table: the same key of another table, else the likest of this."""
    for name, field in known(root).items():
        inner = inner_model(field)
        if inner is not None and inner is not table and key in known(inner):
            return f"{name}.{key}"
    near = get_close_matches(key[:40], known(table), n=1, cutoff=0)[0]
    return _dotted([*loc[:-1], near])
