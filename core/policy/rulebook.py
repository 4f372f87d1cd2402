"""The rules a place may choose among, by name; what each does stands in ``core.rules``."""

from core.policy.model import Place, Rule
from core.rules.pension import (
    BASE_FACTOR,
    INDEX_BASE,
    INDEX_DEEMED,
    INDEX_GAPS,
    PAYOUT_AGE,
    ROUNDING,
    TRANSITIONAL,
    YEARS,
)

PLAIN: dict[str, tuple[str, ...]] = {
    "parts_rounding": tuple(ROUNDING),
    "base_factor": tuple(BASE_FACTOR),
    "index_base": INDEX_BASE,
    "payout_age": tuple(PAYOUT_AGE),
    "transitional_formula": tuple(TRANSITIONAL),
    "index_gaps": tuple(INDEX_GAPS),
    "index_deemed": INDEX_DEEMED,
}
"""Rules whose first choice is the plain formula of 国发〔2005〕38号: it holds where a place has
chosen nothing else."""

RULES: dict[str, tuple[str, ...]] = {
    "years_precision": tuple(YEARS),
    "deemed_precision": tuple(YEARS),
    "total_rounding": tuple(ROUNDING),
    "outsiders": ("open", "conditional", "unknown"),
    **PLAIN,
}
"""The rules a place may choose, and the choices there are."""


def chosen(place: Place | None, name: str) -> Rule | None:
    """What the place has chosen; None where it has chosen nothing."""
    return None if place is None else place.jurisdiction.rules.get(name)


def plain_or_chosen(place: Place | None, name: str) -> str:
    """The name of the rule of PLAIN that holds."""
    rule = chosen(place, name)
    return PLAIN[name][0] if rule is None else rule.value
