"""Citizen mode: the kiosk's page, one question in plain words, in a session that keeps plans."""

from core.questions.question import Step
from tui.kiosk.page import question_page
from tui.lines import Line
from tui.screens.wizard import WizardScreen


class CitizenScreen(WizardScreen):
    """Only the left side is another one; keys, saving and the list are the wizard's."""

    def _left(self, width: int, height: int) -> list[Line]:
        if self.flow.step is Step.REVIEW:
            return super()._left(width, height)
        return question_page(self.flow, width, height)
