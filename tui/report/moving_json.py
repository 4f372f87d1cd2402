"""在哪里领、转走什么：写成 JSON。"""

from __future__ import annotations

from core.moving import Benefit, Transfer
from tui.report.values import Json, yuan
from tui.words import render


def benefit_place(found: Benefit | None) -> Json | None:
    """待遇领取地：哪里、按哪一句、每省多少个月、参保地哪个月满 10 年。"""
    if found is None:
        return None
    return {
        "place": found.code,
        "because": found.because.value,
        "reason": render(found.reason),
        "source": found.source.document,
        "grade": found.source.grade.value,
        "months": dict(found.months),
        "ten_years": str(found.ten_years) if found.ten_years is not None else None,
        "temporary_account": found.temporary,
    }


def transfer(found: Transfer | None) -> Json | None:
    """跨省转移：多少个月的、账户、统筹（不知道的是 null）。"""
    if found is None:
        return None
    return {"months": found.months, "account": yuan(found.account), "pool": yuan(found.pool)}
