"""How the parts of an employee pension are put into words and numbers."""

from fractions import Fraction

from core.quantities import Exact, half_up
from core.words import Text, say

BASIC_WORDS: dict[str, Text] = {
    "benefit_base": say("（计发基数 ＋ 计发基数 × 平均指数）÷ 2 × 缴费年限 × 1%"),
    "province": say("（计发基数 ＋ 全省计发基数 × 平均指数）÷ 2 × 缴费年限 × 1%"),
    "local": say("（计发基数 ＋ 当地的基数 × 平均指数）÷ 2 × 缴费年限 × 1%"),
}
LOW_INDEX_WORDS = say("（计发基数 × a ＋ 计发基数 × 平均指数）÷ 2 × 年限 × 1%，a ＝ 指数 ÷ 0.6")

PLAIN = "indexed"
TRANSITIONAL_WORDS: dict[str, Text] = {
    PLAIN: say("计发基数 × 过渡指数 × 视同缴费年限 × 过渡系数"),
    "mean": say("（计发基数 ＋ 计发基数 × 过渡指数）÷ 2 × 视同缴费年限 × 过渡系数"),
    "base_at_least": say("计发基数 × 过渡指数（不到 1 按 1）× 视同缴费年限 × 过渡系数"),
    "deemed_by_base": say("计发基数 × 视同缴费年限（指数按 1）× 过渡系数"),
}
ROUNDING_WORDS: dict[str, Text] = {
    "fen": say("各部分之和"),
    "jiao": say("各部分之和，四舍五入到角"),
    "jiao_up": say("各部分之和，见分进角"),
}

MOST_PLACES = 10


def number(value: Exact) -> str:
    """A number with as many decimals as it needs, at most ten."""
    enough = (p for p in range(MOST_PLACES) if half_up(value, p) == value)
    return f"{half_up(value, next(enough, MOST_PLACES)):f}"


def years_text(years: Fraction) -> str:
    """Years as a short decimal, else as months over twelve."""
    months = years * 12
    short = half_up(years, 5) == years
    return number(years) if short or months.denominator != 1 else f"{months}/12"
