"""The rules a place may choose among, by name; what each does stands in ``core.rules``."""

from core.rules.pension import TOTAL_ROUNDING, YEARS

RULES: dict[str, tuple[str, ...]] = {
    "years_precision": tuple(YEARS),
    "total_rounding": tuple(TOTAL_ROUNDING),
    "outsiders": ("open", "conditional", "unknown"),
}
"""The rules a place may choose, and the choices there are."""
