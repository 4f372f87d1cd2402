"""The hardship subsidy: a share of what was paid, or yuan a month, for some years; the net cost."""

from core.decisions.asking import read_subsidy
from core.decisions.help import Subsidised, Subsidy, allowed_months, subsidised
from core.quantities import money
from core.rules.returns import Outlook
from core.words import say
from tui.lines import Line, Style, line
from tui.marks import marks_of
from tui.widgets.decide.page import Asked, Found, Page, back, notice, open_only, text
from tui.widgets.panel import row
from tui.words import _


def find(asked: Asked) -> Found:
    subject, rule = asked.subject, asked.guide.subsidy
    if not subject.is_employee:
        words = _("这项补贴只补职工养老保险；居民按档次另有补贴，已经算在账户里")
        return Found(lambda width: text(words, width, Style.WARN))
    most = subsidised(subject, Subsidy(), rule)
    granted = most if asked.typed is None else subsidised(subject, asked.typed, rule)
    assert granted is not None
    months = allowed_months(subject, rule)

    def rows(width: int) -> list[Line]:
        words = _("就业困难人员（4050等）最多补实缴的{most}/{of}，最长{months}个月")
        told = words.format(most=rule.share.numerator, of=rule.share.denominator, months=months)
        title = _("补得最多时") if asked.typed is None else _("这样补")
        return [
            *text(told, width, Style.DIM),
            Line(),
            line((title, Style.KEY)),
            *_granted(granted, subject.option.outlook, width),
        ]

    return Found(rows, (granted.net, granted.granted))


def _granted(found: Subsidised, outlook: Outlook | None, width: int) -> list[Line]:
    rows = [
        row(_("  补到"), str(found.last), width),
        row(_("  一共补"), money(found.granted.amount) + marks_of(found.granted), width),
        row(_("  自己净出"), money(found.net.amount) + marks_of(found.net), width),
    ]
    if outlook is not None:
        rows.append(row(_("  回本（没有补贴）"), back(outlook.payback_months), width))
        rows.append(row(_("  回本（有补贴）"), back(found.payback_months), width))
    rows.append(Line())
    return [*rows, *(one for said in found.notices for one in notice(said, width))]


SUBSIDY = Page(say("有社保补贴的话"), open_only(find), say("补多少"), read_subsidy)
