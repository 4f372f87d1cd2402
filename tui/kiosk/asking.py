"""一页一题：每一题用一句平常的话问。"""

from core.questions.catalogue import QUESTIONS
from core.questions.question import Kind, Question
from core.words import Text, say
from tui.flow import Flow
from tui.words import render

ASKED: dict[str, Text] = {
    "person.birth": say("您是哪年哪月出生的？"),
    "person.sex": say("您的性别？"),
    "person.category": say("您按哪一类退休？"),
    "person.status": say("您现在是怎么干活的？"),
    "history.employee_months": say("职工养老保险，您一共缴过多少个月？"),
    "history.employee_index": say("您的平均缴费指数是多少？"),
    "history.employee_balance": say("职工养老的个人账户里有多少钱？"),
    "history.employee_deemed_months": say("有多少个月的工龄算视同缴费？"),
    "history.transitional_index": say("算过渡性养老金用的指数是多少？"),
    "history.employee_since": say("您第一次参加职工养老保险是哪年哪月？"),
    "history.resident_years": say("居民养老保险，您缴过几年？"),
    "history.resident_arrears_years": say("其中有几年是后来补缴的？"),
    "history.resident_balance": say("居民养老的个人账户里有多少钱？"),
    "history.supplementary_years": say("补充养老保险，您缴过几年？"),
    "history.supplementary_balance": say("补充养老的账户里有多少钱？"),
    "location.registered": say("您的户口在哪里？"),
    "location.working": say("您现在在哪里干活？"),
    "plan.place": say("想在哪里参保？"),
    "plan.scheme": say("想参加哪一种？"),
    "plan.base": say("每个月按多少钱做基数缴？"),
    "plan.tier": say("居民养老，每年缴哪一档？"),
    "plan.supplementary_tier": say("补充养老，每年缴哪一档？"),
    "plan.frequency": say("想多久缴一次？"),
    "plan.start": say("从哪个月开始缴？"),
    "plan.retire": say("想什么时候退休？"),
    "plan.extend": say("到退休的时候年限还不够，怎么办？"),
    "plan.pauses": say("中间打算停一阵不缴吗？"),
}


def asked(question: Question) -> str:
    """这一题的一句话；推算假设不常用，只写名称。"""
    return render(ASKED.get(question.key, question.label))


class KioskFlow(Flow):
    """大厅里不一段一段填：没有那一页，人也等着。"""

    asked = tuple(question for question in QUESTIONS if question.kind is not Kind.PERIODS)
