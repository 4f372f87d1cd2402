"""An award sheet as TOML: read strictly, every problem told, turned into the core's ``Sheet``.

Only province and month are required: what else the check needs, the check names.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from core.quantities import Age, YearMonth
from core.rules.award_sheet import Printed, Sheet
from core.words import say
from profiles import fields as f
from profiles import values
from profiles.complaints import complaints
from profiles.problems import ProfileError, RefusedError
from profiles.reading import parse, read_file
from profiles.tables import Notes, Table

FIRST_AWARD = YearMonth(2006, 1)
"""国发〔2005〕38号 holds from here; earlier pensions had another formula."""

_AGE = re.compile(r"[0-9]{2}y[0-9]{1,2}m")


def _age(text: str) -> str:
    if not _AGE.fullmatch(text) or int(text[3:-1]) > 11:
        raise RefusedError(say("不能是「{value}」", value=text[:10]))
    return text


def _above_zero(text: str) -> str:
    if not Decimal(text):
        raise RefusedError(say("不能是 0"))
    return text


Retired = Annotated[
    str,
    BeforeValidator(values.month_text),
    AfterValidator(values.month_within(FIRST_AWARD, values.LAST_MONTH)),
    f.Accepts(say('退休年-月，如 "2025-10"，2006 年 1 月起')),
]
Wage = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,7}(\.[0-9]{1,8})?$"),
    AfterValidator(_above_zero),
    f.Accepts(say('写成带引号的元数，如 "5514.81855"，大于 0，最多八位小数')),
]
# Some sheets show the quotient as the machine had it; that is the best index one can get.
SheetIndex = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,20})?$"),
    AfterValidator(values.number_within("0", "20")),
    f.Accepts(say('写成带引号的数，如 "0.7604"，照核定表上的位数，0 到 20')),
]
SheetYears = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,20})?$"),
    AfterValidator(values.number_within("0", "75")),
    f.Accepts(say('写成带引号的年数，如 "41.25"，照核定表上的位数，0 到 75')),
]
PayoutMonths = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,3}(\.[0-9])?$"),
    AfterValidator(_above_zero),
    f.Accepts(say('写成带引号的月数，如 "139" 或 "138.4"')),
]
Coefficient = Annotated[
    str,
    Field(pattern=r"^0(\.[0-9]{1,6})?$"),
    AfterValidator(_above_zero),
    f.Accepts(say('写成带引号的小数，如 "0.0143"（1.43%），不到 1')),
]
AgeText = Annotated[
    str,
    AfterValidator(_age),
    f.Accepts(say('领取时的年龄，如 "60y1m"（60 岁 1 个月）')),
]


class AwardTable(Table):
    """What the office computed with."""

    province: f.Region
    retired: Retired
    benefit_base: Wage | None = None
    index_base: Wage | None = None
    index: SheetIndex | None = None
    indexed_wage: Wage | None = None
    months: f.Months | None = None
    years: SheetYears | None = None
    deemed_months: f.Months | None = None
    deemed_years: SheetYears | None = None
    transitional_months: f.Months | None = None
    transitional_years: SheetYears | None = None
    transitional_index: SheetIndex | None = None
    transitional_indexed_wage: Wage | None = None
    transitional_coefficient: Coefficient | None = None
    transitional_old: f.Money | None = None
    account_balance: f.Money | None = None
    payout_months: PayoutMonths | None = None
    age: AgeText | None = None
    other: f.Money | None = None


class PrintedTable(Table):
    """What the sheet shows as the result, yuan a month."""

    basic: f.Money | None = None
    account: f.Money | None = None
    transitional: f.Money | None = None
    total: f.Money | None = None


class AwardFile(Table):
    """The whole file."""

    award: AwardTable
    printed: PrintedTable = PrintedTable()
    notes: Notes | None = None

    def sheet(self) -> Sheet:
        """The same in the quantities of the core."""
        a, p = self.award, self.printed
        return Sheet(
            province=a.province,
            retired=YearMonth.parse(a.retired),
            benefit_base=_number(a.benefit_base),
            index_base=_number(a.index_base),
            index=_number(a.index),
            indexed_wage=_number(a.indexed_wage),
            months=a.months,
            years=_number(a.years),
            deemed_months=a.deemed_months,
            deemed_years=_number(a.deemed_years),
            transitional_months=a.transitional_months,
            transitional_years=_number(a.transitional_years),
            transitional_index=_number(a.transitional_index),
            transitional_indexed_wage=_number(a.transitional_indexed_wage),
            transitional_coefficient=_number(a.transitional_coefficient),
            transitional_old=_number(a.transitional_old),
            account_balance=_number(a.account_balance),
            payout_months=_number(a.payout_months),
            age=None if a.age is None else Age.parse(a.age),
            other=_number(a.other),
            printed=Printed(*map(_number, (p.basic, p.account, p.transitional, p.total))),
        )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def load_award(path: Path) -> Sheet:
    """The sheet in the file ``path``; raises ProfileError with every problem."""
    return parse_award(read_file(path), str(path))


def parse_award(raw: bytes, name: str) -> Sheet:
    """The sheet in ``raw``; ``name`` is what messages call it.  Raises ProfileError."""
    try:
        return AwardFile.model_validate(parse(raw, name)).sheet()
    except ValidationError as error:
        raise ProfileError(complaints(error, AwardFile, name)) from None
