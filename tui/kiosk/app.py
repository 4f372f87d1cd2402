"""自助机的程序：一个人一次。答案只在内存里，除非本人要求保留。"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from datetime import date
from typing import Any

from textual import events
from textual.screen import Screen

from core.policy.model import Policy
from core.questions.question import Step
from profiles.problems import ProfileError
from profiles.seal_codes import Code
from profiles.seal_plans import Plan
from profiles.troubles import StoreError
from tui.flow import ORDER, Flow, Told
from tui.kiosk.asking import KioskFlow
from tui.kiosk.driver import KioskDriver
from tui.kiosk.entering import CodeScreen
from tui.kiosk.idle import Backstop, Idle
from tui.kiosk.keeper import Keeper
from tui.kiosk.keeping import KeptScreen
from tui.kiosk.leaving import LeaveScreen, WarningScreen
from tui.kiosk.qr import with_ink
from tui.kiosk.settings import Settings
from tui.kiosk.start import StartScreen
from tui.kiosk.taking import TakeScreen
from tui.kiosk.wizard import KioskWizard
from tui.screens.base import CanvasScreen
from tui.screens.host import CanvasApp, unattended
from tui.theme import choose
from tui.words import _

BEHIND = 10
"""自己的时限过了这么多秒还没有结束，就由另一根线来结束。"""


class KioskApp(CanvasApp):
    def __init__(self, settings: Settings, keeper: Keeper, policy: Policy, as_of: date) -> None:
        look = with_ink(choose(os.environ, ascii_only=settings.ascii_only))
        super().__init__(look, strict=True)
        self.driver_class = KioskDriver
        self.settings, self.keeper = settings, keeper
        self.policy, self.as_of = policy, as_of
        self.flow: Flow | None = None
        self.keeping = False
        self.idle: Idle | None = None
        self.backstop: Backstop | None = None

    @property
    def days(self) -> int | None:
        """保留几天；不保留就是 None。"""
        return self.keeper.retention_days if self.keeper.sealed is not None else None

    def get_default_screen(self) -> Screen[Any]:
        return StartScreen()

    # ---- 一页一页

    def begin(self, answers: dict[str, Any] | None = None) -> None:
        """新方案。"""
        self.flow = KioskFlow(self.policy, self.as_of, answers)
        self.show(KioskWizard(self.flow))

    def ask_code(self) -> None:
        unattended(self.push_screen(CodeScreen()))

    def resume(self, plan: Plan) -> None:
        """打开的方案，回到上次的那一步。"""
        self.begin(dict(plan.answers))
        assert self.flow is not None
        step = Step(plan.step) if plan.step in set(Step) else ORDER[0]
        self.flow.visit(step)
        self.tell(_("打开了上次保留的方案；从现在起，每答一题都自动再存一次。"))

    def tell(self, text: str, *, error: bool = False) -> None:
        """下次画向导时的一句话。"""
        if self.flow is not None:
            self.flow.told = Told(text, error=error)

    def action_leave(self) -> None:
        """问一声再结束；已经在问了，或者什么也没填，就不问。"""
        if self.flow is None or not self.flow.answers or isinstance(self.screen, LeaveScreen):
            self.end(0)
        else:
            unattended(self.push_screen(LeaveScreen()))

    def take(self) -> None:
        if self.flow is not None and self.flow.commit() and self.flow.answers:
            unattended(self.push_screen(TakeScreen(self.flow)))

    # ---- 保留

    def keep(self) -> None:
        """F5：第一次要算一会儿，所以不在这里等。"""
        if self.flow is None or self.days is None or self.keeping or not self.flow.commit():
            return
        if not self.flow.answers:
            self.tell(_("还没有填，没有可保留的。"))
            return
        if self.keeper.seal is None:
            self.tell(_("正在保留……"))
        self.keeping = True
        self.run_worker(self._keep(self.flow))

    async def _keep(self, flow: Flow) -> None:
        try:
            code: Code = await self.keeper.keep(flow)
        except (StoreError, ProfileError) as error:
            self.tell(str(error), error=True)
            if isinstance(self.screen, KioskWizard):
                self.screen.redraw()
            return
        finally:
            self.keeping = False
        flow.told = None
        unattended(self.push_screen(KeptScreen(code)))

    def keep_draft(self) -> None:
        """答了一题：保留过的就再存一次，没有就什么也不写。"""
        if self.flow is None:
            return
        trouble = self.keeper.again(self.flow)
        if trouble:
            self.tell(trouble, error=True)

    # ---- 没有人按键

    def on_ready(self) -> None:
        """第一屏出来以后开始计时。"""
        loop = asyncio.get_running_loop()
        limit = self.settings
        self.idle = Idle(
            limit.idle_warning,
            limit.idle_end,
            later=loop.call_later,
            clock=loop.time,
            warn=self._warn,
            calm=self._calm,
            end=lambda: self.end(0),
        )
        self.run_worker(asyncio.to_thread(self.keeper.purge), exit_on_error=False)

    async def on_event(self, event: events.Event) -> None:
        """键和粘贴到这里为止：当场交给最上面的一页，一个办完再办下一个；没有 Textual 的按键表。"""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif not self._noticed() and isinstance(self.screen, CanvasScreen):
            if isinstance(event, events.Key):
                await self.screen.on_key(event)
            else:
                self.screen.on_paste(event)

    def _noticed(self) -> bool:
        """记下有人；返回 True：这个键只是用来收起提醒的。"""
        if self.backstop is not None:
            self.backstop.touched()
        return self.idle is not None and self.idle.touched()

    def _warn(self, left: int) -> None:
        if isinstance(self.screen, WarningScreen):
            self.screen.left = left
            self.screen.redraw()
            return
        if self.flow is not None:  # 空着的机器不响
            self.bell()
        unattended(self.push_screen(WarningScreen(left)))

    def _calm(self) -> None:
        if isinstance(self.screen, WarningScreen):
            self.screen.close()

    # ---- 结束

    def end(self, status: int) -> None:
        """结束：保留过的最后再存一次，别的都随进程消失。"""
        if self.idle is not None:
            self.idle.stop()
        if self.flow is not None and self.keeper.seal is not None:
            self.flow.commit()
            self.keeper.again(self.flow)
        self.exit(status, return_code=status)

    def last_words(self) -> str:
        """信号、断线、出错：保留过的再存一次；别的都没有了，这也是答应过的。"""
        if self.flow is None or self.keeper.seal is None or self.keeper.saving:
            return _("没有保留")
        with suppress(Exception):  # 可能打断任何一步
            self.flow.commit()
        return self.keeper.again(self.flow)
