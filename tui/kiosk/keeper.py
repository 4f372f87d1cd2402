"""一次会话里的取回码：保留、打开、接着存。慢的部分在别的线程里。"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from core.answers import REQUIRED, usual_start
from profiles.problems import ProfileError
from profiles.seal_codes import Code
from profiles.seal_plans import Plan, plan_of
from profiles.sealed import ElsewhereError, Seal, Sealed, WrongCodeError
from profiles.troubles import StoreError, UnsureError
from tui.flow import Flow

TRIES = 5
"""打错这么多次取回码，会话就结束。"""


class Keeper:
    """``sealed`` 是 None：这台机器什么也不保留。"""

    def __init__(self, sealed: Sealed | None, retention_days: int, day: Callable[[], date]) -> None:
        self.sealed = sealed
        self.retention_days = retention_days
        self.day = day
        self.seal: Seal | None = None
        self.wrong = 0
        self.saving = False
        self._kept: Plan | None = None

    @property
    def exhausted(self) -> bool:
        """错得够多了。"""
        return self.wrong >= TRIES

    async def keep(self, flow: Flow) -> Code:
        """保留现在的答案；已经有取回码的就用那一个。"""
        assert self.sealed is not None
        plan = plan_now(flow)
        if self.seal is None:
            self.seal = await asyncio.to_thread(self.sealed.keep, plan, self.day())
            self._kept = plan
        else:
            self._save(plan)
        return self.seal.code

    async def open(self, code: Code) -> Plan:
        """取回码下的方案；错了就记一次。"""
        assert self.sealed is not None
        try:
            self.seal, plan = await asyncio.to_thread(self.sealed.open, code, self.day())
        except WrongCodeError:
            self.wrong += 1
            raise
        self._kept = plan
        return plan

    def again(self, flow: Flow) -> str:
        """保留过的，每答一题就再存一次；没存成就说为什么。"""
        plan = plan_now(flow)
        if self.seal is None or plan == self._kept:
            return ""
        try:
            self._save(plan)
        except (StoreError, ProfileError) as error:
            return str(error)
        return ""

    def discard(self) -> None:
        """删掉保留的；答案还在屏幕上。"""
        if self.sealed is not None and self.seal is not None:
            self.sealed.discard(self.seal)
        self.seal = self._kept = None

    def purge(self) -> None:
        """开机时顺手清掉过期的；清不掉也不耽误人。"""
        if self.sealed is not None:
            with suppress(StoreError):
                self.sealed.purge(self.day() - timedelta(self.retention_days))

    def _save(self, plan: Plan) -> None:
        assert self.sealed is not None
        assert self.seal is not None
        self.saving = True
        try:
            with suppress(UnsureError):  # 写好了，只是磁盘还没有确认
                self.sealed.save(self.seal, plan, self.day())
            self._kept = plan
        except ElsewhereError:
            self.seal = None  # 再按「保留」就换一个新的码
            raise
        finally:
            self.saving = False


def plan_now(flow: Flow) -> Plan:
    """现在的答案；填全了的，从哪个月起缴也定下来，否则下个月再打开就往后挪了。"""
    answers = dict(flow.answers)
    if all(key in answers for key in REQUIRED):
        answers.setdefault("plan.start", str(usual_start(flow.as_of)))
    return plan_of(answers, flow.step)
