"""用哪些政策数据：随程序带的，加上自己的文件；自己的文件有错就整个不用，程序照常。"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import Text, say

if TYPE_CHECKING:
    from core.policy.checking import Checked
    from core.policy.model import Policy
    from profiles.schema import Profile
    from tui.console import Console


@dataclass(frozen=True, slots=True)
class InUse:
    """现在用的政策数据，和读自己的文件时要说的话。"""

    policy: Policy
    packaged: Policy
    folder: Path
    own: tuple[Checked, ...] = ()
    unreadable: tuple[Text, ...] = ()

    @property
    def notices(self) -> tuple[Text, ...]:
        """一个没用上的文件一句。"""
        return (*self.unreadable, *(_refused(one) for one in self.own if one.problems))

    @property
    def problems(self) -> tuple[Text, ...]:
        """每一处错一句。"""
        found = (problem.text for one in self.own for problem in one.problems)
        return (*self.unreadable, *(say("{text}。", text=text) for text in found))


def in_use(env: Mapping[str, str] = os.environ) -> InUse:
    """读一遍自己的政策文件；什么也不抛出。"""
    from core.policy.load import packaged
    from profiles.policies import own_files

    given, found = packaged(), own_files(env)
    unreadable = tuple(
        say("自备的政策文件没有用上：{text}", text=problem.text) for problem in found.problems
    )
    if not found.files:
        return InUse(given, given, found.folder, unreadable=unreadable)
    from core.policy.checking import check
    from core.policy.own import with_own

    own = tuple(check(name.removesuffix(".toml"), raw, given) for name, raw in found.files.items())
    good = {one.read.code: one.read for one in own if one.read is not None}
    return InUse(with_own(given, good), given, found.folder, own, unreadable)


@dataclass(frozen=True, slots=True)
class SavedUnder:
    """一份方案上次保存时按哪天的规定，那时的政策数据和现在的是不是一样。"""

    as_of: str
    digest: str
    same: bool

    @property
    def text(self) -> Text:
        """一句话；哪些数改了没有记录，只能说一样或不一样。"""
        day = self.as_of or "—"
        if self.same:
            return say("上次保存时按 {day} 的规定；政策数据和那时一样。", day=day)
        return say(
            "上次保存时按 {day} 的规定；政策数据在那之后改过，改了哪些没有记录。"
            "按那天的规定算用 --as-of，和今天比用 --against。",
            day=day,
        )


def saved_under(profile: Profile, policy: Policy) -> SavedUnder | None:
    """没有记着的是 None。"""
    meta = profile.meta
    if meta is None or meta.policy_digest is None:
        return None
    digest = _digest(profile, policy)
    return SavedUnder(meta.as_of or "", meta.policy_digest, digest == meta.policy_digest)


def stamped(profile: Profile, policy: Policy, day: date) -> Profile:
    """记下按哪天的规定、用的哪些政策数据，以后才说得出变没变。"""
    return profile.stamped(policy_digest=_digest(profile, policy), as_of=day.isoformat())


def _digest(profile: Profile, policy: Policy) -> str:
    where = profile.location
    # 摘要只看数据，不看日子。
    from core.policy.model import FIRST_DAY

    law = policy.on(FIRST_DAY)
    return law.digest((where.registered, where.working or where.registered))


def policy_in_use(console: Console) -> Policy:
    """现在用的政策数据；没用上的文件说到标准错误。"""
    found = in_use()
    console.complain(found.notices)
    return found.policy


def _refused(one: Checked) -> Text:
    first = one.problems[0].text
    if len(one.problems) == 1:
        return say("自备的政策文件没有用上：{first}。", first=first)
    return say(
        "自备的政策文件没有用上：{first}（共 {n} 处，canbao policy check 列出）。",
        first=first,
        n=len(one.problems),
    )
