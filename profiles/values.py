"""What single values must look like, without pydantic: the list screen and drafts use it too.

Each check takes the value and gives it back as it is to be kept, or raises RefusedError.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from core.quantities import YearMonth
from core.words import say
from profiles.problems import UNSAFE, RefusedError, has_id_number, shown

NAME_LENGTH = 40
MARKS_IN_A_ROW = 2
FIRST_MONTH, LAST_MONTH = YearMonth(1900, 1), YearMonth(2200, 12)
LAST_BIRTH = YearMonth(2100, 12)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERCENT = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)%")


def clean_name(text: str) -> str:
    """A label in NFC without surrounding blanks; no control, hidden or unassigned characters."""
    name = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise RefusedError(say("有 {n} 个字", n=len(name)))
    for char in name:
        if unicodedata.category(char) in UNSAFE:
            raise RefusedError(say("里面有不能显示的字符 U+{code}", code=f"{ord(char):04X}"))
    if _longest_run_of_marks(name) > MARKS_IN_A_ROW:
        raise RefusedError(say("叠在一个字上的符号太多"))
    if has_id_number(name):
        raise RefusedError(say("名称里不要写身份证号"))
    return name


def _longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        longest = max(longest, run)
    return longest


def month_text(value: object) -> object:
    """A full date, as TOML date or as text, cut to ``YYYY-MM``; anything else as it is."""
    if type(value) is date:
        return value.isoformat()[:7]
    if not (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    try:
        return date.fromisoformat(value).isoformat()[:7]
    except ValueError:
        raise RefusedError(say("「{value}」没有这一天", value=value)) from None


def month_within(first: YearMonth, last: YearMonth) -> Callable[[str], str]:
    """A check that ``YYYY-MM`` lies between two months, both included."""

    def check(text: str) -> str:
        try:
            month = YearMonth.parse(text)
        except ValueError:
            raise RefusedError(say("不能是「{value}」", value=shown(text))) from None
        if not first <= month <= last:
            raise RefusedError(say("{month} 不在范围内", month=text))
        return text

    return check


def number_within(low: str, high: str) -> Callable[[str], str]:
    """A check that a string of digits lies between two numbers, both included."""

    def check(text: str) -> str:
        if not Decimal(low) <= Decimal(text) <= Decimal(high):
            raise RefusedError(say("{number} 不在范围内", number=text))
        return text

    return check


def base_in_range(text: str) -> str:
    """A contribution base: a percentage must lie between 1 and 1000."""
    percent = _PERCENT.fullmatch(text)
    if percent and not 1 <= Decimal(percent[1]) <= 1000:
        raise RefusedError(say("{percent} 不在范围内", percent=text))
    return text


def month_or_rule(text: str) -> str:
    """``statutory``, ``earliest`` or a month."""
    if text in ("statutory", "earliest"):
        return text
    return month_within(FIRST_MONTH, LAST_MONTH)(text)


def toml_value(value: object) -> object:
    """Anything TOML can say; a binary float or a None cannot be kept."""
    if isinstance(value, dict):
        return {_text(key): toml_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [toml_value(inner) for inner in value]
    if isinstance(value, str):
        return _text(value)
    return _scalar(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or any("\ud800" <= char <= "\udfff" for char in value):
        raise RefusedError(say("里面有写不成 UTF-8 的文字"))
    return value


def _scalar(value: object) -> object:
    if isinstance(value, (bool, int, Decimal, date, time)):
        return value
    raise RefusedError(say("里面有 TOML 写不出的值"))
