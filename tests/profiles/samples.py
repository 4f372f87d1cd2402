"""Profiles for the tests: one small, one with every key, and hypothesis strategies."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from profiles.problems import UNSAFE, has_id_number
from profiles.schema import Profile

SMALL = """schema = 1
name = "骑手小王"
[person]
birth = "1985-03"
sex = "male"
[location]
registered = "140100"
"""

FULL = """schema = 1
name = "骑手小王"
[person]
birth = "1985-03"
sex = "male"
category = "male60"
status = "platform"
[location]
registered = "140100"
working = "140500"
[history]
employee_months = 36
employee_deemed_months = 0
employee_index = "0.60"
employee_balance = "12000.00"
employee_since = "2019-05"
transitional_index = "0.7040"
resident_years = 0
resident_balance = "0.00"
resident_arrears_years = 0
supplementary_years = 0
supplementary_balance = "0.00"
[[history.periods]]
scheme = "employee"
from = "2019-05"
to = "2022-04"
base = "3863"
place = "140000"
[[history.periods]]
scheme = "resident"
from = "2012-01"
to = "2012-12"
kind = "arrears"
tier = 500
place = "140500"
[plan]
scheme = "employee"
place = "working"
base = "floor"
tier = 2000
supplementary_tier = 500
arrears_years = 2
children_amount = "1000.00"
frequency = "monthly"
start = "2026-12"
retire = "statutory"
extend = true
pauses = [ { from = "2030-01", to = "2031-06" } ]
[assumptions]
wage_growth = "0.02"
crediting_rate = "0.015"
resident_rate = "0.0355"
resident_growth = "0.03"
pension_growth = "0.02"
inflation = "0.015"
until_age = 80
[notes]
"电话" = "下午打"
[notes."深"]
"一" = [1, 2.50, 2026-01-02]
[meta]
id = "0a1b2c3d"
revision = 3
created = "2026-11-01T08:00:00"
saved = "2026-11-23T10:00:00"
policy_digest = "sha256:00ff"
"""

NOW = "2026-11-23T10:00:00"

SMALL_ANSWERS: dict[str, object] = {
    "name": "骑手小王",
    "person.birth": "1985-03",
    "person.sex": "male",
    "location.registered": "140100",
}


def profile(**changes: object) -> Profile:
    """The small profile with other answers: ``profile(name="老李")``."""
    return Profile.from_answers({**SMALL_ANSWERS, **changes})


def _good_name(text: str) -> bool:
    name = unicodedata.normalize("NFC", text)
    return (
        1 <= len(name) <= 40
        and name == name.strip() == text
        and not has_id_number(name)
        and not any(
            unicodedata.category(char) in UNSAFE or unicodedata.combining(char) for char in name
        )
    )


names = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=40,
).filter(_good_name)
months = st.builds("{:04d}-{:02d}".format, st.integers(1900, 2100), st.integers(1, 12))
regions = st.integers(110000, 659999).map(str)
money = st.decimals(0, 999_999_999, places=2, allow_nan=False).map("{:f}".format)
indices = st.decimals(0, 5, places=6, allow_nan=False).map("{:f}".format)
rates = st.decimals(Decimal("-0.5"), 1, places=6, allow_nan=False).map("{:f}".format)
percents = st.decimals(1, 1000, places=2, allow_nan=False).map("{:f}%".format)
bases = st.sampled_from(["floor", "ceiling"]) | percents | money
tiers = st.integers(1, 10**9 - 1)


def _span(pair: tuple[str, str]) -> dict[str, object]:
    return {"from": min(pair), "to": max(pair)}


spans = st.tuples(months, months).map(_span)


@st.composite
def periods(draw: st.DrawFn) -> dict[str, object]:
    scheme = draw(st.sampled_from(["employee", "resident", "supplementary"]))
    amount = {"base": draw(bases)} if scheme == "employee" else {"tier": draw(tiers)}
    return {"scheme": scheme, **draw(spans), **amount, "place": draw(regions)}


_CATEGORIES = {"male": ["male60"], "female": ["female55", "female50", "unsure"]}
_STATUSES = ["self_employed", "part_time", "platform", "other_flexible", "student", "employed"]

OPTIONAL: dict[str, st.SearchStrategy[object]] = {
    "person.status": st.sampled_from([*_STATUSES, "self_employed_with_staff"]),
    "location.working": regions,
    "history.employee_months": st.integers(0, 900),
    "history.employee_deemed_months": st.integers(0, 900),
    "history.employee_index": indices,
    "history.employee_balance": money,
    "history.employee_since": months,
    "history.transitional_index": indices,
    "history.resident_years": st.integers(0, 75),
    "history.resident_balance": money,
    "history.supplementary_years": st.integers(0, 75),
    "history.supplementary_balance": money,
    "history.periods": st.lists(periods(), max_size=4),
    "plan.scheme": st.sampled_from(["employee", "resident"]),
    "plan.place": st.sampled_from(["registered", "working"]),
    "plan.base": bases,
    "plan.tier": tiers,
    "plan.supplementary_tier": tiers,
    "plan.frequency": st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]),
    "plan.start": months,
    "plan.retire": st.sampled_from(["statutory", "earliest"]) | months,
    "plan.extend": st.booleans(),
    "plan.pauses": st.lists(spans, max_size=4),
    "assumptions.wage_growth": rates,
    "assumptions.crediting_rate": rates,
    "assumptions.resident_rate": rates,
    "assumptions.resident_growth": rates,
    "assumptions.pension_growth": rates,
    "assumptions.inflation": rates,
    "assumptions.until_age": st.integers(60, 120),
}


@st.composite
def answers(draw: st.DrawFn) -> dict[str, object]:
    sex = draw(st.sampled_from(["male", "female"]))
    required = {
        "name": draw(names),
        "person.birth": draw(months),
        "person.sex": sex,
        "location.registered": draw(regions),
    }
    category = draw(st.none() | st.sampled_from(_CATEGORIES[sex]))
    chosen = {"person.category": category} if category else {}
    return {**required, **chosen, **draw(st.fixed_dictionaries({}, optional=OPTIONAL))}


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_zones = st.none() | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
_scalars = (
    _texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.dates(date(1000, 1, 1))
    | st.times()
    | st.builds(datetime.combine, st.dates(date(1000, 1, 1)), st.times(), _zones)
)
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


notes = st.dictionaries(_texts, _values, max_size=4).filter(lambda value: _depth(value) <= 5)
