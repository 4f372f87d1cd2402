"""What to do about a plan: a question a page, each drawn from what the core's decisions say."""

from tui.widgets.decide.dues import DUES
from tui.widgets.decide.goals import BUDGET, LEAST, WANTED
from tui.widgets.decide.office import DIFFERS, MONDAY
from tui.widgets.decide.page import Asked, Found, Page
from tui.widgets.decide.pausing import PAUSING
from tui.widgets.decide.subsidy import SUBSIDY
from tui.widgets.decide.table import TABLE
from tui.widgets.decide.worth import BACK, MORE, RANGE

PAGES = (
    TABLE,
    PAUSING,
    BUDGET,
    WANTED,
    LEAST,
    MORE,
    RANGE,
    BACK,
    SUBSIDY,
    DUES,
    DIFFERS,
    MONDAY,
)

__all__ = ["PAGES", "Asked", "Found", "Page"]
