"""What nobody knows yet: the rates by which a projection goes on."""

from core import reading
from core.questions.question import Kind, Question, Step
from core.words import Text, say


def _rate(key: str, label: Text, why: Text, where: Text) -> Question:
    return Question(
        key=f"assumptions.{key}",
        step=Step.ASSUMPTIONS,
        label=label,
        kind=Kind.TEXT,
        read=reading.read_rate,
        unit=say("%"),
        why=why,
        where=where,
    )


_PAST = say("没有把握就留空")

ASSUMPTIONS = (
    _rate("wage_growth", say("工资年增长"), say("以后的上下限、平均工资、计发基数按它推算"), _PAST),
    _rate("crediting_rate", say("职工账户利率"), say("还没公布的年份，账户按它计息"), _PAST),
    _rate("resident_rate", say("居民账户利率"), say("居民和补充养老的账户按它计息"), _PAST),
    _rate("resident_growth", say("居民养老金年增长"), say("以后的居民基础养老金按它推算"), _PAST),
    _rate("pension_growth", say("领取后每年上涨"), say("回本和累计领取按它推算"), _PAST),
    _rate("inflation", say("物价年上涨"), say("折成今天的钱时用"), _PAST),
    Question(
        key="assumptions.until_age",
        step=Step.ASSUMPTIONS,
        label=say("累计领取算到"),
        kind=Kind.TEXT,
        read=reading.read_count(120, "岁"),
        unit=say("岁"),
        why=say("累计能领多少，要有个截止的年龄"),
        where=say("想看到多少岁，就填多少岁"),
    ),
)
