"""``canbao retirement``：法定、最早、最晚退休月份。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.words import say
from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _, render

if TYPE_CHECKING:
    from core.case import Category
    from core.policy.model import Law
    from core.quantities import YearMonth
    from core.rules.retirement import Window

SEXES = ("male", "female")
CATEGORIES = ("male60", "female55", "female50", "unsure")


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "retirement",
        _("算法定退休年龄和月份"),
        "canbao retirement --birth 1985-03 --sex male",
    )
    parser.add_argument("--birth", required=True, metavar=_("年-月"), help=_("出生年月"))
    parser.add_argument(
        "--sex",
        required=True,
        choices=SEXES,
        metavar="male|female",
        help=_("male 男，female 女"),
    )
    parser.add_argument(
        "--category",
        choices=CATEGORIES,
        metavar=_("类别"),
        help=_("male60；female55（不写就按它）、female50，\n或 unsure（没定，两种都算）"),
    )
    add_as_of(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """一种类别一段；没定的两段。"""
    from core.policy.load import packaged
    from core.rules.retirement import window
    from tui.clock import today

    law = packaged().on(today(args.as_of))
    birth = _birth(args.birth)
    windows = [window(birth, category, law) for category in _categories(args.sex, args.category)]
    if args.json:
        args.console.json(_document(law, birth, args.sex, windows))
    else:
        args.console.say(*(row for one in windows for row in _rows(one, law)), _source(law))
    return 0


def _birth(text: str) -> YearMonth:
    from core.quantities import YearMonth
    from core.reading import Unreadable, read_month
    from profiles.values import FIRST_MONTH, LAST_BIRTH
    from tui.failures import BadInputError

    try:
        month = YearMonth.parse(read_month(text))
    except Unreadable as error:
        raise BadInputError(
            say("--birth：{what}。可填：{forms}。", what=error.problem, forms=error.accepted)
        ) from None
    if not FIRST_MONTH <= month <= LAST_BIRTH:
        raise BadInputError(
            say(
                "--birth：{month} 不在范围内。可填：{first} 到 {last}。",
                month=month,
                first=FIRST_MONTH,
                last=LAST_BIRTH,
            )
        )
    return month


def _categories(sex: str, chosen: str | None) -> tuple[Category, ...]:
    from core.case import Category, Sex
    from core.rules.eligibility import category_fits
    from tui.failures import BadInputError

    if chosen is None:
        return (Category.MALE60 if sex == Sex.MALE else Category.FEMALE55,)
    found = Category(chosen).tracks
    if not category_fits(found[0], Sex(sex)):
        raise BadInputError(
            say(
                "--category：{category} 和性别 {sex} 对不上。"
                "可填：男 male60；女 female55、female50、unsure。",
                category=chosen,
                sex=sex,
            )
        )
    return found


def _document(law: Law, birth: YearMonth, sex: str, windows: list[Window]) -> dict[str, object]:
    from tui.report.projection_json import retirement_document

    blocks = [retirement_document(one, law) for one in windows]
    head = {"schema": 1, "as_of": str(law.day), "birth": str(birth), "sex": sex}
    source = {"document": law.regime.source.document, "grade": law.regime.source.grade}
    # The block as a projection nests it, and flat for one-line scripts.
    if len(blocks) == 1:
        return {**head, "source": source, **blocks[0], "retirement": blocks[0]}
    branches = [{**block, "retirement": block} for block in blocks]
    return {**head, "source": source, "branches": branches}


def _rows(one: Window, law: Law) -> list[str]:
    from core.rules.retirement import TRACK_NAMES, age_text, minimum_months

    title = say(
        "{track}：法定退休年龄 {age}（延迟 {delay} 个月），{month} 退休，{first} 起领",
        track=TRACK_NAMES[one.category],
        age=age_text(one.age),
        delay=one.delay_months,
        month=one.month,
        first=one.month + 1,
    )
    required = minimum_months(one.month.year, law).value
    window = say(
        "  最早 {earliest}（要先缴满那年的最低年限），最晚 {latest}（延迟要问经办机构）",
        earliest=one.earliest,
        latest=one.latest,
    )
    minimum = say("  法定月份退休至少要缴 {months} 个月", months=required)
    return [render(title), render(window), render(minimum)]


def _source(law: Law) -> str:
    return render(say("依据：{document}", document=law.regime.source.document))
