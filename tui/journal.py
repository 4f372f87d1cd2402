"""随答随存：答案马上存，正在打的字至多一秒后存；磁盘卡住或写不了，界面照常走。

文件由一个线程来写。平常等它写完才往下走（几毫秒），所以每个答案按下就在磁盘上；它卡住了就
不等，说一声，最新的一份排着。
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any

from core.questions.changing import choose_option
from core.reading import Unreadable
from profiles.drafts import Drafts, Typing
from profiles.problems import ProfileError
from profiles.troubles import StoreError
from tui.desk import Opened
from tui.entries.choice import ChoiceEntry
from tui.entries.option import OptionEntry
from tui.entries.text import TextEntry
from tui.flow import Flow
from tui.words import _, render

PATIENCE = 0.25
"""等磁盘这么久，再久就先往下走。"""
LAST_PATIENCE = 2.0
"""程序要结束时等的。"""

State = tuple[str, dict[str, Any], str, Typing | None, int]


class _Job:
    def __init__(self, work: Callable[[], None], before: _Job | None, *, awaited: bool) -> None:
        self.work = work
        self.awaited = awaited
        self.trouble = ""
        # 裸锁：信号处理函数打断了等它的人，也不会锁死。
        self.done = Lock()
        self.done.acquire()
        # 前一份还卡着，这一份就跟着它算。
        self._since: float = before._since if before is not None and before.stuck else monotonic()

    @property
    def stuck(self) -> bool:
        """很久还没写完：磁盘卡住了。刚排上的不算。"""
        return self.done.locked() and monotonic() - self._since > PATIENCE


class Journal:
    """``failed`` 在写的线程里被叫，告诉没人等着的那次为什么没存上。"""

    def __init__(self, drafts: Drafts, failed: Callable[[str], None]) -> None:
        self._drafts = drafts
        self._failed = failed
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._writer: Thread | None = None
        self._job: _Job | None = None
        self._kept: State | None = None
        self._before = ""
        self._written = ""

    def resumed(self, plan: str) -> Typing | None:
        """这份方案是从草稿接着来的；返回上次打到一半的。"""
        self._before = plan
        try:
            return self._drafts.load(plan).typing
        except (StoreError, ProfileError):
            return None

    def keep(self, opened: Opened, patience: float = PATIENCE) -> str:
        """存下答案和正在打的字；返回没存上的原因。没变就不写。"""
        if opened.lock is not None:  # 有口令的，什么也不写
            return ""
        flow, plan = opened.flow, opened.id
        begun = opened.meta.get("revision", 0)
        state = (plan, dict(flow.answers), str(flow.step), typing_of(flow), begun)
        worth = bool(flow.dirty and flow.answers) or state[3] is not None
        if state == self._kept or not (worth or self._written == plan):
            return ""
        self._kept, self._written = state, plan
        if worth or self._before == plan:
            return self._do(lambda: self._drafts.save(*state), patience)
        self._written = ""  # 打了又删了，什么也没改
        return self._do(lambda: self._drafts.discard(plan), patience)

    def last(self, opened: Opened) -> str:
        """要结束了：不管是不是刚存过，再存一次。"""
        self._kept = None
        return self.keep(opened, LAST_PATIENCE)

    def settle(self) -> None:
        """等写着的写完：保存方案会删草稿，别让它后来又冒出来。"""
        if self._job is not None and self._job.done.acquire(timeout=LAST_PATIENCE):
            self._job.done.release()
        self._kept, self._before, self._written = None, "", ""

    def close(self) -> None:
        """不用了。"""
        self._jobs.put(None)

    def _do(self, work: Callable[[], None], patience: float) -> str:
        stuck = self._job is not None and self._job.stuck
        job = self._job = _Job(work, self._job, awaited=patience > 0)
        self._jobs.put(job)
        if self._writer is None:
            self._writer = Thread(target=self._write, name="canbao-journal", daemon=True)
            self._writer.start()
        if patience == 0 and not stuck:
            return ""
        if not job.done.acquire(timeout=0 if stuck and patience <= PATIENCE else patience):
            return _("草稿还没存上：磁盘没有反应。先接着填，会再存。")
        job.done.release()
        return job.trouble

    def _write(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job.work()
            except StoreError as error:
                job.trouble = render(error.text)
            except Exception as error:  # 不是磁盘的错，也不能让写的线程停了
                job.trouble = _("草稿没有保存（{why}）。").format(why=type(error).__name__)
            if job.trouble:
                self._kept = None
            job.done.release()
            if job.trouble and not job.awaited:
                self._failed(job.trouble)


# ---- 打到一半的字


def typing_of(flow: Flow) -> Typing | None:
    """开着的这一题里还不是答案的东西；和答案一样就没有。"""
    entry, key = flow.entry, flow.question.key
    if isinstance(entry, OptionEntry):
        option = entry.option
        if option is None or not entry.touched or _chosen(flow, option.scheme, option.role):
            return None
        return key, str(entry.at + 1)
    if isinstance(entry, ChoiceEntry):
        text = "" if entry.at is None else str(entry.at + 1)
    elif isinstance(entry, TextEntry):
        text = entry.edit.text
    else:
        return None
    try:
        value = entry.answer()
    except Unreadable:
        return key, text
    emptied = value is None and flow.question.required  # 必答的清空了，还算原来的
    return None if emptied or value == flow.answers.get(key) else (key, text)


def _chosen(flow: Flow, scheme: str, role: str) -> bool:
    return choose_option(flow.answers, scheme, role, 0).answers == flow.answers


def put_back(flow: Flow, typing: Typing | None) -> None:
    """把上次打到一半的放回那一题。"""
    keys = [question.key for question in flow.questions]
    if typing is None or typing[0] not in keys:
        return
    told = flow.told
    flow.focus(keys.index(typing[0]))
    if isinstance(flow.entry, TextEntry):
        flow.key("ctrl+u", None)
        flow.paste(typing[1])
    elif len(typing[1]) == 1:
        flow.key(typing[1], typing[1])
    flow.told = told


def commit_choice(flow: Flow) -> None:
    """要结束了：挑好的一项就算答案；打的字不算，留着原样。"""
    if isinstance(flow.entry, ChoiceEntry):
        flow.commit()
