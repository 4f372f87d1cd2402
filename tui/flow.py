"""The wizard without a terminal: where one is, what is being answered, what was told.

Keys go in, state changes, a screen draws it.  Going back never loses an answer; a change drops
exactly the dependent ones and says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.answers import plan_answers, plan_of
from core.case import Plan
from core.options import Option
from core.policy.model import Policy
from core.policy.regions import Regions
from core.questions.catalogue import BY_KEY, QUESTIONS, questions_of, unanswered
from core.questions.changing import Change, change, choose_option
from core.questions.question import Choice, Kind, Question, Step
from core.reading import Unreadable
from core.words import Text, say
from tui.entries.base import Entry
from tui.entries.choice import ChoiceEntry
from tui.entries.option import OptionEntry
from tui.entries.periods import PeriodsEntry
from tui.entries.region import RegionEntry
from tui.entries.text import PresetEntry, TextEntry
from tui.preview import Preview, preview
from tui.words import _, render

ORDER = (Step.IDENTITY, Step.PLACES, Step.SCHEME, Step.PAYMENT, Step.REVIEW)


@dataclass(frozen=True, slots=True)
class Told:
    """A line the person must read: what was dropped, saved, or is wrong."""

    text: str
    error: bool = False


class Flow:
    """One wizard: the answers so far, the step, and the question being answered."""

    asked: tuple[Question, ...] = QUESTIONS
    """All there is to be asked; a step asks those of them that are its own and apply."""
    first = Step.IDENTITY

    def __init__(
        self, policy: Policy, as_of: date, answers: Mapping[str, Any] | None = None
    ) -> None:
        self.policy = policy
        self.today = self.as_of = as_of
        self.answers: dict[str, Any] = dict(answers or {})
        self.step = self.first
        self.at = 0
        self.told: Told | None = None
        self.returning = False
        self.came_from: tuple[Step, str, bool] | None = None
        """Where the assumptions were opened: step, question, and whether it was a jump."""
        self.dirty = False
        self.preview: Preview = preview(self.answers, policy, as_of)
        self.entry: Entry = self._entry()

    # ---- what a screen reads

    @property
    def regions(self) -> Regions:
        return self.policy.regions

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this step, as far as they apply."""
        return questions_of(self.step, self.answers, self.asked)

    @property
    def question(self) -> Question:
        return self.entry.question

    @property
    def highlighted(self) -> Option | None:
        """The option shown at the right: the row under the cursor, else the plan's."""
        if isinstance(self.entry, OptionEntry):
            options = self.preview.options
            return options[self.entry.at] if self.entry.at < len(options) else None
        return self.preview.option

    def missing(self, step: Step) -> tuple[Question, ...]:
        """Required questions of a step without an answer."""
        return unanswered(step, self.answers, self.asked)

    # ---- answering

    def key(self, key: str, character: str | None) -> bool:
        """Give a key to the question being answered; False if it means nothing there."""
        used = self.entry.key(key, character, self)
        if used:
            self.told = None
            self._look()
        return used

    def paste(self, text: str) -> None:
        """Give pasted text to the question."""
        self.entry.paste(text)
        self.told = None
        self._look()

    def problem(self) -> str:
        """Why what is typed is no answer yet; empty when it is one."""
        try:
            self.entry.answer()
        except Unreadable as error:
            return _sentence(error.problem, error.accepted)
        return ""

    def commit(self) -> bool:
        """Take what is in the field as the answer; False (and told why) when it is none."""
        self.told = None
        try:
            value = self.entry.answer()
        except Unreadable as error:
            self.told = Told(_sentence(error.problem, error.accepted), error=True)
            return False
        if value is None and self.question.required and self.question.key not in self.answers:
            return True
        self._take(self._changed(value))
        return True

    def _changed(self, value: Any) -> Change:
        """The change an answer makes: none at all where it is the one there was."""
        step = self._step_to(value)
        dropped = {question.key for question in step.dropped}
        kept = {key: answer for key, answer in self.answers.items() if key not in dropped}
        return Change(self.answers, ()) if kept == step.answers else step

    def _step_to(self, value: Any) -> Change:
        if isinstance(value, Option):
            return choose_option(
                self.answers, value.scheme, value.role.value, self._lowest_supplementary()
            )
        if value is None and self.question.required:
            value = self.answers.get(self.question.key)
        return change(self.answers, self.question.key, value, self.asked)

    def put(self, key: str, value: Any) -> None:
        """Give an answer that was worked out on a page of its own."""
        self._take(change(self.answers, key, value, self.asked))

    def adopt(self, option: Option, plan: Plan) -> tuple[Question, ...]:
        """Put a plan that was worked out for an option into the answers; those that changed."""
        wanted = self._step_to(option).answers
        for key, value in plan_answers(plan_of(wanted, self.as_of), plan).items():
            wanted = change(wanted, key, value, self.asked).answers
        before = self.answers
        self._take(Change(wanted, ()))
        self.focus(self.at)
        return tuple(q for q in self.asked if before.get(q.key) != wanted.get(q.key))

    def _take(self, step: Change) -> None:
        if step.answers != self.answers:
            self.dirty = True
        self.answers = step.answers
        if step.dropped:
            names = "、".join(render(q.label) for q in step.dropped)
            text = _("因为改了「{what}」，原来的答案不再算数：{names}")
            self.told = Told(text.format(what=render(self.question.label), names=names))
        self._look(settled=True)

    def _look(self, *, settled: bool = False) -> None:
        """Work out the preview, with what stands in the field if it is an answer."""
        answers: Mapping[str, Any] = self.answers
        if not settled:
            try:
                value = self.entry.answer()
                answers = self._changed(value).answers
            except Unreadable:
                pass
        self.preview = preview(answers, self.policy, self.as_of)

    def under(self, day: date) -> None:
        """Go on under the law of another day; the answers stay."""
        self.as_of = day
        self._look(settled=True)

    # ---- moving

    def move(self, way: int) -> bool:
        """To the next or previous question; past an end of the step, to the next step."""
        if not (self.commit() if way > 0 else self.let_go()):
            return False
        questions = self.questions
        keys = [q.key for q in questions]
        here = keys.index(self.question.key) if self.question.key in keys else self.at
        if 0 <= here + way < len(questions):
            self.focus(here + way)
            return True
        return self.go(way, last=way < 0)

    def go(self, way: int, *, last: bool = False) -> bool:
        """To the next or previous step."""
        if not self.let_go():
            return False
        self.returning = False
        if self.step is Step.ASSUMPTIONS:
            return self.back()
        at = ORDER.index(self.step) + way
        return 0 <= at < len(ORDER) and self.visit(ORDER[at], last=last)

    def let_go(self) -> bool:
        """Take the answer before leaving; the cursor on a closed option holds nobody back."""
        return (isinstance(self.entry, OptionEntry) and bool(self.problem())) or self.commit()

    def visit(self, step: Step, *, last: bool = False) -> bool:
        """Open a step; its first unanswered required question, or its first (last) one."""
        self.step = step
        questions = self.questions
        missing = [i for i, q in enumerate(questions) if q.required and q.key not in self.answers]
        first = len(questions) - 1 if last else 0
        self.focus(first if last or not missing else missing[0])
        return True

    def focus(self, at: int) -> None:
        """Put the cursor into a question of this step."""
        self.at = min(max(0, at), len(self.questions) - 1)
        self.entry = self._entry()
        self._look(settled=True)

    def back_to_review(self) -> bool:
        """After a jump from the review: take the answer and return there."""
        if not self.commit():
            return False
        self.returning = False
        told = self.told
        self.visit(Step.REVIEW)
        self.told = told
        return True

    def jump(self, key: str) -> None:
        """To one question of any step, and back to the review after it."""
        self.returning, self.came_from = True, None
        self._to(BY_KEY[key].step, key)

    def aside(self) -> None:
        """To the assumptions, beside the form; ``back`` returns to this question."""
        self.came_from = (self.step, self.question.key, self.returning)
        self.returning = False
        self.visit(Step.ASSUMPTIONS)

    def back(self) -> bool:
        """From the assumptions to the question one came from, else to the review."""
        step, key, self.returning = self.came_from or (Step.REVIEW, "name", False)
        self.came_from = None
        self._to(step, key)
        return True

    def _to(self, step: Step, key: str) -> None:
        self.step = step
        self.focus([question.key for question in self.questions].index(key))

    # ---- entries

    def _entry(self) -> Entry:
        """A fresh field for the question under the cursor."""
        question = self.questions[self.at]
        value = self.answers.get(question.key)
        if question.kind is Kind.CHOICE:
            return ChoiceEntry(question, value)
        if question.kind is Kind.REGION:
            return RegionEntry(question, value, self)
        if question.kind is Kind.OPTION:
            return OptionEntry(question, self)
        if question.kind is Kind.PERIODS:
            return PeriodsEntry(question, value)
        if question.kind is Kind.PRESET:
            return PresetEntry(question, value, question.choices or self._tiers(question.key))
        return TextEntry(question, value)

    def _tiers(self, key: str) -> tuple[Choice, ...]:
        """The tiers of the registered place as ready answers."""
        return tuple(
            Choice(tier, Text(str(tier)), say("补贴{subsidy}元", subsidy=subsidy))
            for tier, subsidy in self._table(key).items()
        )

    def _table(self, key: str) -> Mapping[int, Any]:
        registered = self.answers.get("location.registered", "")
        name = {"plan.tier": "resident_tiers", "plan.supplementary_tier": "supplementary_tiers"}
        law = self.preview.law
        if not registered or not law.has(registered):
            return {}
        table = law.place(registered).jurisdiction.tables.get(name[key])
        return table.subsidies if table else {}

    def _lowest_supplementary(self) -> int:
        return next(iter(self._table("plan.supplementary_tier")), 0)


def _sentence(problem: Text, accepted: Text) -> str:
    return _("{problem}。可填：{accepted}").format(
        problem=render(problem), accepted=render(accepted)
    )
