"""界面上的字。原文是中文；别的语言由 gettext 目录翻译。"""

from __future__ import annotations

from gettext import NullTranslations, translation
from pathlib import Path

from core.words import Text

_LOCALES = Path(__file__).parent / "locales"
_catalogue = NullTranslations()


def use(language: str) -> None:
    """从此用这种语言；没有这种语言的目录，就用中文原文。"""
    global _catalogue
    _catalogue = translation("canbao", str(_LOCALES), [language], fallback=True)


def _(message: str) -> str:
    """译一句；空串不译（gettext 会把空串译成目录的说明）。"""
    return _catalogue.gettext(message) if message else message


def render(text: Text) -> str:
    """译模板，再把值填进去；值是 Text 的，也先译。"""
    values = {
        name: render(value) if isinstance(value, Text) else str(value)
        for name, value in text.values.items()
    }
    return _(text.template).format(**values)
