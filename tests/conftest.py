"""测出来的数（``record_property("量到", …)``）在最后印成一张表；不管测试在哪个进程里跑。"""

from __future__ import annotations

import pytest

FIGURE = "量到"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """只印，不判。"""
    rows = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if rows:
        terminalreporter.write_sep("-", "量到的数")
        for row in rows:
            terminalreporter.write_line(row)
