"""登录时运行的一小段：把这个终端交给父进程分出来的会话，等它结束。

单独的一个文件，用 ``python -I -S -B 这个文件 套接字 命令…`` 运行，不装载别的东西（所以快）。
父进程不在，就变成后面那条命令。不转发一个字节：会话直接用这个终端。
"""

import os
import signal
import socket
import sys

HELLO = b"canbao1\0"
"""第一个包：这几个字节，再加 ``名=值``，用 NUL 隔开；三个描述符跟着一起去。"""
LIMIT = 4096
SIGNALS = {b"W": signal.SIGWINCH, b"H": signal.SIGHUP, b"T": signal.SIGTERM}
"""之后每个包一个字节：请父进程给会话这个信号。"""
ENDED, BUSY, NO = b"E", b"B", b"N"
"""父进程的一个包：结束了（再跟一个字节的退出状态）、人满了、不让进。"""

UNAVAILABLE, BROKEN, TRY_LATER, NOT_ALLOWED = 69, 71, 72, 77


def attach(path: str, command: list[str]) -> int:
    """一次会话的退出状态。"""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    link.settimeout(3)
    try:
        link.connect(path)
    except OSError:
        return _ordinary(link, command)
    try:
        socket.send_fds(link, [_hello()], [0, 1, 2])
    except OSError:
        return BROKEN  # 父进程在，只是不要我们：不许绕过去
    link.settimeout(None)
    _forward(link)
    return _outcome(link)


def _hello() -> bytes:
    items = (os.fsencode(f"{name}={value}") for name, value in os.environ.items())
    return (HELLO + b"\0".join(items))[:LIMIT]


def _ordinary(link: socket.socket, command: list[str]) -> int:
    link.close()
    if command:
        os.execv(command[0], command)
    return UNAVAILABLE


def _forward(link: socket.socket) -> None:
    """收到的信号变成一个字节；父进程知道会话是哪一个，我们不碰进程号。"""

    def pass_on(number: int, _: object) -> None:
        try:
            link.send(letters[number], socket.MSG_DONTWAIT)
        except OSError:
            return

    letters = {int(number): letter for letter, number in SIGNALS.items()}
    for number in letters:
        signal.signal(number, pass_on)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)
    pass_on(signal.SIGWINCH, None)  # 装好之前窗口可能变过


def _outcome(link: socket.socket) -> int:
    word = _word(link)
    if word is None:  # 它走的时候有我们的信号没读，内核先报一次错；话还在后面
        word = _word(link) or b""
    if word[:1] == ENDED and len(word) == 2:
        return word[1]
    return {BUSY: TRY_LATER, NO: NOT_ALLOWED}.get(word, BROKEN)


def _word(link: socket.socket) -> bytes | None:
    try:
        return link.recv(2)
    except OSError:
        return None


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(2)
    sys.exit(attach(sys.argv[1], sys.argv[2:]))
