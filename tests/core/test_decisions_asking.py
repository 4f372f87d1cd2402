"""What people type when they ask is read as they mean it, or refused with what is accepted."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import Span
from core.decisions.asking import Until, read_stop, read_subsidy
from core.decisions.help import Subsidy
from core.quantities import YearMonth
from core.reading import Unreadable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2028", YearMonth(2028, 12)),
        ("２０２８年", YearMonth(2028, 12)),
        ("到2028年底", YearMonth(2028, 12)),
        ("202806", YearMonth(2028, 6)),
        ("至2028-06", YearMonth(2028, 6)),
        ("2028-01至2028-06", [Span(YearMonth(2028, 1), YearMonth(2028, 6))]),
        (
            "202801至202806，203001到203012",
            [
                Span(YearMonth(2028, 1), YearMonth(2028, 6)),
                Span(YearMonth(2030, 1), YearMonth(2030, 12)),
            ],
        ),
    ],
)
def test_until_when(typed: str, meant: Until | list[Span]) -> None:
    assert read_stop(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("60%", Subsidy(share=Fraction(3, 5))),
        ("2/3", Subsidy(share=Fraction(2, 3))),
        ("５００元", Subsidy(amount=Decimal("500"))),
        ("500 2年", Subsidy(amount=Decimal("500"), months=24)),
        ("500元2年", Subsidy(amount=Decimal("500"), months=24)),
        ("2/3，5年", Subsidy(share=Fraction(2, 3), months=60)),
        ("3年", Subsidy(months=36)),
    ],
)
def test_a_subsidy(typed: str, meant: Subsidy) -> None:
    assert read_subsidy(typed) == meant


@pytest.mark.parametrize("typed", ["1/0", "很多", "-5", "500 0年", "5002年", "60%%", "١٢", "1e3"])
def test_no_subsidy(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_subsidy(typed)


@pytest.mark.parametrize("typed", ["2", "2028-13", "2029-01至2028-01", "明年"])
def test_no_month(typed: str) -> None:
    with pytest.raises(Unreadable, match="2028 或 2028-06"):
        read_stop(typed)


@given(st.text(st.sampled_from("0123456789/%元年 至到-,，.底²１٣"), max_size=30))
def test_anything_is_read_or_refused(typed: str) -> None:
    for read in (read_stop, read_subsidy):
        with suppress(Unreadable):
            assert read(typed) is not None
