"""出了错怎么说、用什么退出状态。每种已知的错都变成一句话，不认识的错只给一个代码。"""

from __future__ import annotations

import errno
import traceback

from core.words import Text, say

DONE, DIFFERENT, BAD, REFUSED, BROKEN, INTERRUPTED, NO_READER = 0, 1, 2, 3, 70, 130, 141
"""退出状态；最后三个照 sysexits 和 shell 的习惯。"""

_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EAGAIN}


class BadInputError(Exception):
    """用法或输入不对；一处一句。"""

    def __init__(self, *texts: Text) -> None:
        super().__init__(*texts)
        self.texts = texts


def explain(error: Exception) -> tuple[tuple[Text, ...], int]:
    """对人说的话和退出状态。"""
    if isinstance(error, BadInputError):
        return error.texts, BAD
    return _from_profiles(error) or _from_core(error) or _unexpected(error)


Told = tuple[tuple[Text, ...], int]


def _from_profiles(error: Exception) -> Told | None:
    from profiles.problems import ProfileError
    from profiles.troubles import StoreError, UnsureError, said

    if isinstance(error, ProfileError):
        return tuple(problem.text for problem in error.problems), _status(error.__context__)
    if isinstance(error, UnsureError):
        return (error.text,), DONE
    if isinstance(error, StoreError):
        return (error.text,), _status(error.__cause__)
    if isinstance(error, OSError):
        return (say("{why}。", why=said(error)),), _status(error)
    return None


def _status(cause: BaseException | None) -> int:
    refused = isinstance(cause, OSError) and cause.errno in _NOT_ALLOWED
    return REFUSED if refused else BAD


def _from_core(error: Exception) -> Told | None:
    from core.case import CaseError
    from core.policy.names import label
    from core.policy.written import PolicyError

    if isinstance(error, CaseError):
        text = say(
            "{field}：{problem}。可填：{accepted}。",
            field=error.field,
            problem=error.problem,
            accepted=error.accepted,
        )
        return (text,), BAD
    if isinstance(error, PolicyError):
        return (say("{error}。", error=error),), BAD
    from core.policy.model import MissingError

    if isinstance(error, MissingError):
        text = say(
            "没有收录 {place} {year} 年的「{name}」。",
            place=error.place,
            year=error.year,
            name=label(error.name),
        )
        return (text,), BAD
    return None


def _unexpected(error: Exception) -> Told:
    """程序自己的错：不给人看调用栈，给一个能据以查找的代码。"""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f"{f.filename.rpartition('/')[2].removesuffix('.py')}-{f.lineno}" for f in last)
    text = say(
        "程序出错了（代码 {code}），没有改动任何方案；请把这个代码告诉维护人员。",
        code=f"{place}-{type(error).__name__}",
    )
    return (text,), BROKEN
