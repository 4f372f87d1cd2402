"""一页一题的向导：键和柜台上的一样，只是不存文件，也没有列表。"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.questions.question import Step
from tui.desk import Opened
from tui.flow import Flow
from tui.kiosk.helping import KioskHelp
from tui.kiosk.page import count, question_page, review_page
from tui.layout import page
from tui.lines import Line, rule
from tui.screens import doors
from tui.screens.doors import Doors
from tui.screens.host import unattended
from tui.screens.wizard import BESIDE_FROM, WizardScreen
from tui.widgets.keys import footer, header
from tui.widgets.stepper import stepper
from tui.words import _

if TYPE_CHECKING:
    from tui.kiosk.app import KioskApp


class KioskWizard(WizardScreen):
    def __init__(self, flow: Flow) -> None:
        super().__init__(Opened("", flow))

    @property
    def host(self) -> KioskApp:  # type: ignore[override]
        from tui.kiosk.app import KioskApp

        assert isinstance(self.app, KioskApp)
        return self.app

    def draw(self, width: int, height: int) -> Sequence[Line]:
        title = _("自助")
        head = [
            header(title, width, str(self.flow.as_of)),
            stepper(self.flow, width),
            rule(width),
        ]
        foot = footer(self._keys(), width)
        room = height - len(head) - len(foot)
        body = self._beside(width, room) if width >= BESIDE_FROM else self._stacked(width, room)
        return page(head, body, foot, height)

    def _left(self, width: int, height: int) -> list[Line]:
        if self.flow.step is Step.REVIEW:
            return review_page(self.flow, self.number, width, height)
        return question_page(self.flow, width, height)

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("Enter", self._enter_does()), ("F2", _("上一步")), ("F10", _("结束"))]
        keys += [("F8", _("带走"))]
        if self.host.days is not None:
            keys += [("F5", _("保留"))]
        return [*keys, ("F3", _("下一步")), ("F1", _("说明")), ("F6", _("依据"))]

    def _enter_does(self) -> str:
        if self.flow.step is Step.REVIEW:
            return _("去改")
        return _("回核对") if self.flow.returning else _("下一题")

    def _doors(self) -> Doors:
        """离开这一页的键：没有列表，也没有口令。"""
        return {
            "f1": self._help,
            "f5": self.host.keep,
            "f6": partial(doors.why, self),
            "f7": partial(doors.assumptions, self),
            "f8": self.host.take,
            "f10": self.host.action_leave,
            "escape": partial(doors.leave, self, self.host.action_leave),
        }

    def _help(self) -> None:
        unattended(self.host.push_screen(KioskHelp(self.flow.question)))

    def _numbered(self, key: str, character: str | None) -> bool:
        """题号只到最后一题：名字那一题不在这里。"""
        last = count(self.flow)
        if key == "enter" and not 1 <= int(self.number or 0) <= last:
            self.number = ""
            return True
        used = super()._numbered(key, character)
        if self.number:
            self.number = str(min(int(self.number), last))
        return used
