"""Typed text into answers: tolerant of how people write, strict about what it means.

Full-width digits and letters, 。 for a point, 年/月, 元 and spaces are understood.  A reader
returns the answer as the profile writes it, or raises ``Unreadable`` with what is accepted.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from core.quantities import YearMonth
from core.words import Text, say

_POINT = str.maketrans({"。": ".", "，": ",", "￥": "", "¥": "", "元": "", " ": "", "\u3000": ""})


class Unreadable(ValueError):  # noqa: N818 (reads as what the text is)
    """Text that is no answer to the question: what is wrong and what is accepted."""

    def __init__(self, problem: Text, accepted: Text) -> None:
        super().__init__(f"{problem}。可填：{accepted}")
        self.problem = problem
        self.accepted = accepted


LONGEST = 2000
"""Characters read at most: normalising a long run of combining marks takes quadratic time."""


def normal(text: str) -> str:
    """Half-width form without spaces, currency signs and Chinese points."""
    if len(text) > LONGEST:
        raise Unreadable(say("太长了"), say("最多{most}个字", most=LONGEST))
    return unicodedata.normalize("NFKC", text.translate(_POINT)).translate(_POINT).strip()


MONTH_FORMS = say("年月，如 1985-03、1985年3月、198503")
_MONTH = re.compile(r"([0-9]{4})(?:[-./年]?([0-9]{1,2}))月?(?:[-./]?([0-9]{1,2})日?)?")


def read_month(text: str) -> str:
    """A month from ``1985-3``, ``198503``, ``1985年3月`` or a full date: ``1985-03``."""
    match = _MONTH.fullmatch(normal(text))
    try:
        if match is not None:
            day = date(int(match[1]), int(match[2]), int(match[3] or 1))
            return str(YearMonth(day.year, day.month))
    except ValueError:
        pass
    raise Unreadable(say("看不懂这个年月"), MONTH_FORMS)


DAY_FORMS = say("年月日，如 2024-01-17、2024年1月17日，2019-01-01 到 2100-12-31")
DAYS = (date(2019, 1, 1), date(2100, 12, 31))
"""Days whose law can be asked for."""
_DAY = re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))")


def read_day(text: str) -> date:
    """A day whose law is on file, from ``2024-1-17``, ``20240117`` or ``2024年1月17日``."""
    match = _DAY.fullmatch(normal(text))
    try:
        if match is not None:
            year, *rest = (int(group) for group in match.groups() if group)
            day = date(year, *rest)
            if DAYS[0] <= day <= DAYS[1]:
                return day
    except ValueError:
        pass
    raise Unreadable(say("看不懂这一天，或没有收录"), DAY_FORMS)


BIRTHS = (YearMonth(1900, 1), YearMonth(2100, 12))


def read_birth(text: str) -> str:
    """A birth month, within what the profile format takes."""
    month = read_month(text)
    if not BIRTHS[0] <= YearMonth.parse(month) <= BIRTHS[1]:
        raise Unreadable(say("不像出生年月"), MONTH_FORMS)
    return month


def read_count(most: int, *units: str) -> Callable[[str], int]:
    """Reader of a whole number from 0 to ``most``; a unit of its own may follow, no other."""

    def read(text: str) -> int:
        plain = normal(text)
        unit = next((unit for unit in units if plain.endswith(unit)), "")
        plain = plain.removesuffix(unit)
        if re.fullmatch(r"[0-9]{1,6}", plain) and int(plain) <= most:
            return int(plain)
        raise Unreadable(say("不是有效的整数"), say("0 到 {most} 的整数", most=most))

    return read


def _decimal(text: str, places: int) -> Decimal | None:
    plain = normal(text).replace(",", "")
    pattern = rf"[0-9]{{1,9}}(\.[0-9]{{0,{places}}})?"
    return Decimal(plain) if re.fullmatch(pattern, plain) else None


def read_money(text: str) -> str:
    """Yuan, not negative, at most two decimals: ``12000.00``."""
    value = _decimal(text, 2)
    if value is None:
        raise Unreadable(say("不是有效的金额"), say("元，最多两位小数，如 12000 或 12000.50"))
    return f"{value:.2f}"


def read_index(text: str) -> str:
    """An average contribution index, 0 to 5: ``0.6``."""
    value = _decimal(text, 10)
    if value is None or value > 5:
        raise Unreadable(say("不是有效的指数"), say("0 到 5 之间，如 0.6（缴费基数 ÷ 平均工资）"))
    return f"{value:f}"


def read_rate(text: str) -> str:
    """A yearly rate typed as per cent, stored as a ratio: ``2`` or ``2%`` → ``0.02``."""
    plain = normal(text).removesuffix("%")
    negative = plain.startswith("-")
    value = _decimal(plain.removeprefix("-"), 4)
    if value is None or value > 50:
        raise Unreadable(say("不是有效的比率"), say("百分数，-50 到 50，如 2 或 1.5"))
    ratio = (value / 100).normalize()
    return f"{-ratio if negative else ratio:f}"


BASE_FORMS = say("下限、上限、百分比（如 150%）或每月元数（如 4244）")


def read_base(text: str) -> str:
    """A contribution base: 下限/floor, 上限/ceiling, per cent of the average wage, or yuan."""
    plain = normal(text).lower()
    words = {"下限": "floor", "floor": "floor", "上限": "ceiling", "ceiling": "ceiling"}
    if plain in words:
        return words[plain]
    value = _decimal(plain.removesuffix("%"), 2)
    if value is None or value == 0:
        raise Unreadable(say("看不懂这个基数"), BASE_FORMS)
    if not plain.endswith("%"):
        return f"{value:f}"
    if value > 1000:
        raise Unreadable(say("百分比太大"), BASE_FORMS)
    return f"{value.normalize():f}%"


RETIRE_FORMS = say("法定、最早，或退休年月如 2045-03")


def read_retire(text: str) -> str:
    """When to retire: 法定/statutory, 最早/earliest, or a month."""
    plain = normal(text).lower()
    words = {"法定": "statutory", "最早": "earliest"}
    if words.get(plain, plain) in ("statutory", "earliest"):
        return words.get(plain, plain)
    try:
        return read_month(text)
    except Unreadable:
        raise Unreadable(say("看不懂这个退休时间"), RETIRE_FORMS) from None


PAUSE_FORMS = say("起止年月，如 2030-01至2031-06，多段用逗号隔开")
MOST_PAUSES = 50


def read_pauses(text: str) -> list[dict[str, str]]:
    """Pauses as ``2030-01至2031-06, 2035-01至2035-12``; empty text for none."""
    pieces = [piece for piece in re.split(r"[,;；、]", normal(text)) if piece]
    if len(pieces) > MOST_PAUSES:
        raise Unreadable(say("最多{most}段", most=MOST_PAUSES), PAUSE_FORMS)
    return [_pause(piece) for piece in pieces]


def _pause(piece: str) -> dict[str, str]:
    ends = re.split(r"至|到|~|--|—+", piece)
    try:
        first, last = (read_month(end) for end in (ends if len(ends) == 2 else ends * 2))
    except ValueError:
        raise Unreadable(say("看不懂这段暂停"), PAUSE_FORMS) from None
    if first > last:
        raise Unreadable(say("暂停的止月早于起月"), PAUSE_FORMS)
    return {"from": first, "to": last}


NAME_LIMIT = 40
_ID_LIKE = re.compile(r"[0-9](?:[\s.·-]?[0-9]){16}[\s.·-]?[0-9Xx]")


def read_name(text: str) -> str:
    """A label for the plan: 1 to 40 visible characters, never an ID number."""
    name = unicodedata.normalize("NFC", text[: LONGEST + 1]).strip()
    if not name or len(name) > NAME_LIMIT or len(text) > LONGEST:
        raise Unreadable(say("名称太长或是空的"), say("1 到 {most} 个字", most=NAME_LIMIT))
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in name):
        raise Unreadable(say("名称里有看不见的字符"), say("看得见的文字、数字和标点"))
    if _ID_LIKE.search(unicodedata.normalize("NFKC", name)):
        raise Unreadable(say("名称里不要写身份证号"), say("称呼或编号，如 骑手小王"))
    return name
