"""``canbao show``：一份方案里写了什么。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.words import say
from tui.parser import Commands, Parser, add_json, new_command
from tui.words import _, render

if TYPE_CHECKING:
    from core.policy.model import Policy
    from profiles.schema import Profile


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "show", _("显示一份方案里填了什么"), "canbao show 骑手小王")
    parser.add_argument("name", metavar=_("方案"), help=_("名称或编号"))
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """文字按向导的问题排，JSON 照文件的写法。"""
    from tui.commands.asking import saved_profile
    from tui.commands.finding import find_saved
    from tui.policies import policy_in_use

    profile = saved_profile(find_saved(args.name))
    if args.json:
        args.console.json(profile.to_data())
    else:
        args.console.say(*_rows(profile, policy_in_use(args.console)))
    return 0


def _rows(profile: Profile, policy: Policy) -> list[str]:
    from core.questions.catalogue import QUESTIONS
    from tui.lines import columns
    from tui.policies import saved_under
    from tui.saying import answer_text
    from tui.wrapping import wrap

    answers = profile.answers()
    regions = policy.regions
    rows = [_title(profile)]
    saved = saved_under(profile, policy)
    if saved is not None:
        rows += wrap(render(saved.text), 80)
    for question in QUESTIONS:
        text = answer_text(question, answers, regions)
        if text and question.key != "name":
            label = render(question.label)
            rows.append(columns([(label, 32, "left"), (text, 46, "left")], gap=2).text.rstrip())
    return [*rows, *_periods(answers.get("history.periods"))]


def _title(profile: Profile) -> str:
    saved = (profile.meta.saved if profile.meta else None) or "—"
    text = say(
        "{name}（编号 {id}，第 {revision} 次保存，{saved}）",
        name=profile.name,
        id=profile.id,
        revision=profile.revision,
        saved=saved.replace("T", " "),
    )
    return render(text)


def _periods(periods: object) -> list[str]:
    from tui.saying import SCHEMES

    rows = periods if isinstance(periods, list) else []
    return [
        render(
            say(
                "已缴：{scheme} {first}至{last}，{amount}",
                scheme=SCHEMES.get(row["scheme"], say("补充")),
                first=row["from"],
                last=row["to"],
                amount=row.get("base", row.get("tier", render(say("视同缴费")))),
            )
        )
        for row in rows
    ]
