"""Where the person's statement and the periods do not say the same: both, and the difference.

The statement is the office's own record, so its figure is used.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.case import Case, CaseError, History, Period, Scheme
from core.policy.model import Law, MissingError
from core.quantities import YearMonth, decimals, money
from core.rules.history_employee import months_in, paid, past_account, past_index, runs
from core.rules.history_yearly import yearly_totals
from core.words import Notice, Text, say

NEAR = Fraction(1, 20000)
"""What two indices of four decimals may differ by."""

YEARLY: dict[Scheme, tuple[Text, Text]] = {
    Scheme.RESIDENT: (say("居民缴费年数"), say("居民账户储存额")),
    Scheme.SUPPLEMENTARY: (say("补充养老缴费年数"), say("补充养老账户储存额")),
}


def differences(case: Case, doubled: Counter[YearMonth], law: Law) -> tuple[Notice, ...]:
    """``case`` holds the stated totals and the periods without double months."""
    found = [*_employee(case.history, paid(case.history.periods), case, law)]
    for scheme in YEARLY:
        found += _yearly(scheme, case, doubled, law)
    return tuple(found)


def _employee(
    history: History, periods: tuple[Period, ...], case: Case, law: Law
) -> Iterator[Notice]:
    if not periods:
        return
    yield from _counted(say("缴费月数"), history.employee_months, months_in(periods))
    made = None if history.employee_index is None else _index(periods, case, law)
    if made is not None and history.employee_index is not None:
        stated = Fraction(history.employee_index)
        if abs(stated - made) >= NEAR:
            four = (decimals(number, 4) for number in (stated, made, stated - made))
            yield _difference(say("平均指数"), *four)
    if history.employee_balance is not None:
        rolled = _balance(periods, case, law)
        yield from _yuan(say("账户储存额"), history.employee_balance, rolled)


def _yearly(scheme: Scheme, case: Case, doubled: Counter[YearMonth], law: Law) -> Iterator[Notice]:
    years, balance = f"{scheme}_years", f"{scheme}_balance"
    unsaid: dict[str, Any] = {years: None, balance: None}
    try:
        bare = replace(case, history=replace(case.history, **unsaid))
        made = yearly_totals(scheme, bare, law, doubled)
    except CaseError:  # a tier not on today's list, and the balance is stated
        return
    if made:
        yield from _counted(YEARLY[scheme][0], getattr(case.history, years), made[years])
        yield from _yuan(YEARLY[scheme][1], getattr(case.history, balance), made.get(balance))


def _counted(what: Text, stated: int | None, made: int) -> Iterator[Notice]:
    if stated is not None and stated != made:
        yield _difference(what, stated, made, stated - made)


def _yuan(what: Text, stated: Decimal | None, made: Decimal | None) -> Iterator[Notice]:
    if stated is not None and made is not None and stated != made:
        yield _difference(what, money(stated), money(made), money(stated - made))


def _difference(what: Text, stated: object, counted: object, gap: object) -> Notice:
    text = say(
        "{what}：您填的是{stated}，按各段推出的是{counted}，差{gap}；按填的算（以经办机构的记录为准）",
        what=what,
        stated=stated,
        counted=counted,
        gap=gap,
    )
    return Notice("history_differs", text)


def _index(periods: tuple[Period, ...], case: Case, law: Law) -> Fraction | None:
    """As each place had it: a statement knows no other wage."""
    try:
        value = past_index(runs(periods, case, law), case, law, None).value
    except (CaseError, MissingError):
        return None
    assert isinstance(value, Fraction)
    return value


def _balance(periods: tuple[Period, ...], case: Case, law: Law) -> Decimal | None:
    try:
        return past_account(runs(periods, case, law), case, law).amount
    except (CaseError, MissingError):
        return None
