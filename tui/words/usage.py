"""argparse 自己说的话，换成我们的话。

argparse 用 gettext 取它的英文（"usage:"、"error:" 等），没有中文目录；它在自己的模块里叫
``_`` 和 ``ngettext``。这里把这两个名字换成查下面这张小表的函数：不复制它的代码，也不动别人的
gettext。表里没有的句子只在程序写错时才会出现。
"""

from __future__ import annotations

import argparse

from core.words import Text, say
from tui.words import _

_SAID: dict[str, Text] = {
    "%(heading)s:": say("%(heading)s："),
    "usage: ": say("用法："),
    "positional arguments": say("参数"),
    "options": say("选项"),
    "subcommands": say("命令"),
    "show this help message and exit": say("显示这份说明"),
    "show program's version number and exit": say("显示版本"),
    "%(prog)s: error: %(message)s\n": say("%(prog)s：%(message)s\n"),
    "argument %(argument_name)s: %(message)s": say("%(argument_name)s：%(message)s"),
    "invalid choice: %(value)r (choose from %(choices)s)": say(
        "没有 %(value)r 这一种，可用 %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": say("不能是 %(value)r"),
    "unrecognized arguments: %s": say("不认识 %s；用 --help 看可以写什么"),
    "the following arguments are required: %s": say("还要写 %s"),
    "one of the arguments %s is required": say("%s 要写一个"),
    "not allowed with argument %s": say("不能和 %s 一起用"),
    "ignored explicit argument %r": say("后面不该有 %r"),
    "expected one argument": say("后面要跟一个值"),
    "expected at most one argument": say("后面最多跟一个值"),
    "expected at least one argument": say("后面至少跟一个值"),
    "ambiguous option: %(option)s could match %(matches)s": say(
        "%(option)s 不明确，可能是 %(matches)s"
    ),
    "expected %s argument": say("后面要跟 %s 个值"),
}


def translate(message: str) -> str:
    """argparse 的一句英文换成中文。"""
    said = _SAID.get(message)
    return message if said is None else _(said.template)


def _plural(one: str, _many: str, _n: int) -> str:
    return translate(one)


def speak_chinese() -> None:
    """从此 argparse 说我们的话。"""
    vars(argparse).update(_=translate, ngettext=_plural)
