"""What the operating system refused, in one sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from core.words import Text, say

_SAID = {
    errno.ENOSPC: say("磁盘满了"),
    errno.EDQUOT: say("磁盘配额用完了"),
    errno.EACCES: say("没有权限"),
    errno.EPERM: say("没有权限"),
    errno.EROFS: say("磁盘是只读的"),
    errno.EIO: say("磁盘读写出错"),
    errno.ENOENT: say("文件不在"),
    errno.ENOTDIR: say("路径里有一段不是文件夹"),
    errno.EISDIR: say("那里是一个文件夹"),
    errno.EEXIST: say("那里已经有一个同名的文件"),
    errno.ELOOP: say("那里是一个符号链接"),
    errno.ENXIO: say("那里不是普通文件"),
    errno.EFBIG: say("文件太大"),
    errno.ENAMETOOLONG: say("路径太长"),
    errno.EMFILE: say("打开的文件太多"),
    errno.ENFILE: say("打开的文件太多"),
    errno.EAGAIN: say("另一个窗口正在保存，稍后再试"),
    errno.EINTR: say("被打断了"),
    errno.ESTALE: say("网络磁盘断开了"),
}


_UNSURE = say("已经写好，但磁盘还没有确认")


class NotDurableError(OSError):
    """The change is made, but the disk has not confirmed it."""


class StoreError(Exception):
    """Something the store could not do; ``text`` is the sentence for the person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


class UnsureError(StoreError):
    """Done, but not all the way: by default, a power cut now might undo it."""

    def __init__(self, error: OSError, what: Text = _UNSURE) -> None:
        super().__init__(say("{what}：{why}。", what=what, why=said(error)))


def said(error: OSError) -> Text:
    """Why the system refused; unknown reasons by their number."""
    number = error.errno or 0
    return _SAID.get(number) or say("系统错误 {number}", number=number)


@contextmanager
def telling(what: Text) -> Iterator[None]:
    """Turn an OSError into a StoreError that begins with ``what``."""
    try:
        yield
    except NotDurableError as error:
        raise UnsureError(error) from error
    except OSError as error:
        raise StoreError(say("{what}：{why}。", what=what, why=said(error))) from error
