"""The line of steps: where one is, what is done, what is still open."""

from core.questions.catalogue import questions_of
from core.questions.question import STEP_NAMES, Step
from tui.flow import ORDER, Flow
from tui.glyphs import HORIZONTAL
from tui.lines import Line, Style, line
from tui.words import _, render


def stepper(flow: Flow, width: int) -> Line:
    """(●)身份 ── (○)参保地 ── …; the step one is in stands out, open questions are counted."""
    if flow.step is Step.ASSUMPTIONS:
        return line(" ", (_("推算假设：空着就用默认的"), Style.TITLE)).crop(width)
    row = line(" ")
    for index, step in enumerate(ORDER):
        if index:
            row = row + line((f" {HORIZONTAL * 2} ", Style.RULE))
        row = row + _mark(flow, step)
    count = f"{ORDER.index(flow.step) + 1}/{len(ORDER)} "
    return row.fit(max(0, width - len(count))) + line((count, Style.DIM))


def _mark(flow: Flow, step: Step) -> Line:
    name = render(STEP_NAMES[step])
    been = ORDER.index(step) <= ORDER.index(flow.step)
    begun = any(question.key in flow.answers for question in questions_of(step, flow.answers))
    done = (been or begun) and not flow.missing(step)
    text = f"({'●' if done else '○'}){name}"
    return line((text, Style.TITLE if step is flow.step else Style.NORMAL))
