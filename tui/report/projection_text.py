"""推算写成 80 列的文字：给人看，也给打印机。数和 JSON 里的一样。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.case import Case, Sex
from core.derivation import Figure, Source, figures, shown
from core.moving import Because
from core.options import Option
from core.policy.model import Law
from core.policy.regions import Regions
from core.projection import Projection
from core.quantities import money
from core.rules.retirement import TRACK_NAMES, age_text
from core.words import Notice, Text, say
from tui.dues import next_payments
from tui.entries.option import later_phase
from tui.lines import Align, columns, rule
from tui.marks import EXPIRED, OWN, PROJECTED, PROVISIONAL, UNVERIFIED, marks_of
from tui.report.grades import graded
from tui.saying import option_name, yearly_rate
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
OFFICIAL = say(
    "这是按公开规定做的估算，不是正式核定，也不是任何凭证；办理前请向经办机构或打 12333 确认。"
)
MARKS: dict[str, Text] = {
    PROJECTED: say("{mark} 用了推算的数：以后的年份还没公布"),
    PROVISIONAL: say("{mark} 用了暂用的数：当年的还没公布，公布后多退少补"),
    UNVERIFIED: say("{mark} 用了待核实的数：没有见到原文"),
    OWN: say("{mark} 用了自备数据：自己的政策文件里的数"),
    EXPIRED: say("{mark} 用了已过期的数：早该有新的，还没有更新"),
}


def projection_text(projection: Projection, case: Case, name: str, law: Law) -> list[str]:
    """整份推算；类别没定的，每种类别一份。"""
    rows = list(_who(projection, case, name, law.regions))
    for part in projection.branches or (projection,):
        rows += ["", *_part(part, case, law)]
    return [*rows, "", *wrap(render(OFFICIAL), WIDTH)]


def _who(projection: Projection, case: Case, name: str, regions: Regions) -> Iterator[str]:
    sex = say("男") if case.person.sex is Sex.MALE else say("女")
    who = say("{name}：{birth} 生，{sex}", name=name, birth=case.person.birth, sex=sex)
    yield from wrap(render(who), WIDTH)
    where = say(
        "户籍地 {registered}，就业地 {working}",
        registered=regions.full_name(case.places.registered),
        working=regions.full_name(case.places.working),
    )
    yield from wrap(render(where), WIDTH)
    yield render(say("按 {day} 的规定和已公布的数", day=projection.as_of))


def _part(projection: Projection, case: Case, law: Law) -> list[str]:
    option, regions = projection.option, law.regions
    return [
        *_retirement(projection),
        "",
        *_options(projection, regions),
        "",
        *_chosen(option, regions),
        *_payments(projection, case, law),
        *_legend(projection),
        *_notices(_("注意"), projection.notices),
        *_notices(_("出路"), option.ways_out),
        *_notices(_("职工、居民两边的账户"), switch_notices(option)),
        *_documents(option),
    ]


def _retirement(projection: Projection) -> Iterator[str]:
    window, required = projection.window, projection.required
    assert window is not None
    assert required is not None
    yield render(
        say(
            "{track}：法定 {month} 退休（{age}，延迟 {delay} 个月），"
            "最早 {earliest}，最晚 {latest}",
            track=TRACK_NAMES[window.category],
            month=window.month,
            age=age_text(window.age),
            delay=window.delay_months,
            earliest=window.earliest,
            latest=window.latest,
        )
    )
    yield render(
        say(
            "本方案 {month} 退休，职工养老保险至少要缴 {months} 个月",
            month=projection.retires,
            months=required.value,
        )
    )


_TABLE: tuple[tuple[int, Align], ...] = (
    (26, "left"),
    (12, "right"),
    (14, "right"),
    (8, "left"),
    (12, "right"),
)


def _row(*cells: str) -> str:
    placed = [(text, *shape) for text, shape in zip(cells, _TABLE, strict=True)]
    return columns(placed, gap=2).text.rstrip()


def _options(projection: Projection, regions: Regions) -> Iterator[str]:
    yield _row(_("办法"), _("每年缴"), _("每月领"), _("从"), _("回本"))
    yield rule(WIDTH).text
    for place, option in enumerate(projection.options):
        lead = "▸ " if place == projection.chosen else "  "
        yield _option(lead + option_name(option, regions), option)
        later = later_phase(option)
        if later is not None:
            yield _row(_("    65岁起"), "", _marked(later.total), str(later.start), "")
        for reason in option.reasons:
            yield from wrap(render(reason.text), WIDTH, indent="    ")
        if option.enrolment is not None:
            told = say(
                "{text}（{document}）", text=option.enrolment.text, document=option.enrolment.source
            )
            yield from wrap(render(told), WIDTH, indent="    ")


def _option(name: str, option: Option) -> str:
    cost = option.contribution
    yearly = money(cost.first_year) if cost is not None else "—"
    if not option.available:
        return _row(name, yearly if cost else "—", _("走不通"), "", "")
    if option.pension is None:
        return _row(name, yearly, _("缴不满，没有"), "", "")
    pension = option.pension
    return _row(name, yearly, _marked(pension.total), str(pension.start), _payback(option))


def _payback(option: Option) -> str:
    months = option.outlook.payback_months if option.outlook is not None else None
    return "—" if months is None else render(say("{n}个月", n=months))


def _marked(figure: Figure) -> str:
    return shown(figure.value, figure.unit) + marks_of(figure)


def _chosen(option: Option, regions: Regions) -> Iterator[str]:
    if not option.available:
        return
    yield render(say("所选：{name}", name=option_name(option, regions)))
    for label, value in (
        *costs(option),
        *moves(option, regions),
        *_figures(option),
        *_returns(option),
    ):
        yield columns([("  " + label, 34, "left"), (value, 44, "left")], gap=2).text.rstrip()
    if option.benefit is not None and _elsewhere(option):
        yield from wrap(render(option.benefit.reason), WIDTH, indent="  ", first="  ")


def _payments(projection: Projection, case: Case, law: Law) -> Iterator[str]:
    option = projection.option
    if not option.available or option.contribution is None:
        return
    yield ""
    yield _("接下来要缴的")
    for run in next_payments(case, projection, option, law):
        yield columns(
            [("  " + run.label, 34, "left"), (run.amount, 14, "left")], gap=2
        ).text.rstrip()


def _elsewhere(option: Option) -> bool:
    """参保地、领取地不都在户籍地一省。"""
    benefit = option.benefit
    away = benefit is not None and benefit.because is not Because.REGISTERED
    return away or option.transfer is not None


Labelled = Iterator[tuple[str, str]]


def costs(option: Option) -> Labelled:
    """每次缴多少、补贴多少、一共还要缴、月数。"""
    cost, months = option.contribution, option.months
    if cost is not None:
        times = 12 // cost.frequency.months
        yield (
            _("每次缴"),
            render(say("{amount}（一年 {times} 次）", amount=money(cost.per_payment), times=times)),
        )
        if cost.subsidy is not None:
            yield _("政府每年补贴"), money(cost.subsidy)
        yield _("自己一共还要缴"), money(cost.own_total)
    if months is not None:
        text = say(
            "已有 {history} ＋ 还缴 {planned} ＝ {total} 个月（要 {required}）",
            history=months.history,
            planned=months.planned,
            total=months.total,
            required=months.required,
        )
        yield _("缴费月数"), render(text)


def moves(option: Option, regions: Regions) -> Labelled:
    """在哪里领、转走什么；一直在一省的不说。"""
    benefit, moves = option.benefit, option.transfer
    if benefit is not None and _elsewhere(option):
        yield _("在哪里领"), regions.full_name(benefit.code)
    if benefit is not None and benefit.ten_years is not None:
        yield _("参保地缴满10年"), str(benefit.ten_years)
    if moves is not None:
        pool = "—" if moves.pool is None else money(moves.pool.amount)
        text = say("{months}个月：账户全部，统筹 {pool}", months=moves.months, pool=pool)
        yield _("跨省转移"), render(text)


def _figures(option: Option) -> Labelled:
    for figure in option.figures:
        yield render(figure.label), _marked(figure)


def _returns(option: Option) -> Labelled:
    outlook = option.outlook
    if outlook is None or option.pension is None:
        return
    yield _("一共能领（到推算假设的岁数）"), money(outlook.lifetime_total)
    if outlook.irr is not None:
        yield _("折成年收益率"), yearly_rate(outlook.irr)


def _legend(projection: Projection) -> Iterator[str]:
    """只解释出现了的记号。"""
    used = {
        mark
        for option in projection.options
        for figure in option.figures
        for mark in marks_of(figure)
    }
    rows = [render(Text(MARKS[m].template, {"mark": m})) for m in MARKS if m in used]
    if rows:
        yield ""
        yield from rows


def _notices(head: str, found: Iterable[Notice]) -> Iterator[str]:
    for place, notice in enumerate(found):
        if not place:
            yield ""
            yield head
        source = f"（{notice.source}）" if notice.source else ""
        yield from wrap(render(notice.text) + source, WIDTH, indent="    ", first="  · ")


def switch_notices(option: Option) -> tuple[Notice, ...]:
    """职工、居民两边的账户合到一起会怎样。"""
    switch = option.switch
    return () if switch is None else switch.notices


def _graded(source: Source) -> str:
    return f"（{render(graded(source))}）"


def _documents(option: Option) -> Iterator[str]:
    chain = figures(option.figures)
    found = dict.fromkeys(source for figure in chain for source in figure.sources)
    by_document: dict[str, Source] = {}
    for source in found:
        known = by_document.setdefault(source.document, source)
        if source.grade > known.grade:
            by_document[source.document] = source
    if by_document:
        yield ""
        yield _("依据的文件")
    for source in by_document.values():
        text = source.document if source.given else f"{source.document}{_graded(source)}"
        yield from wrap(text, WIDTH, indent="    ", first="  · ")
