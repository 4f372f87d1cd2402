"""Text that can still be translated: a template and its values, put together when shown.

The core writes Chinese; a renderer translates the template first.  Nothing here is global.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True, unsafe_hash=True)
class Text:
    """A sentence: ``template`` is the Chinese msgid, ``values`` fill its ``{names}``.

    Made by the thousand; ``Final`` and not frozen for the reason given in ``core.derivation``.
    """

    template: Final[str]
    values: Final[Mapping[str, object]] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template.format(**{name: str(value) for name, value in self.values.items()})


def say(template: str, /, **values: object) -> Text:
    """Make a Text; the extractor of translatable strings looks for calls of this name."""
    return Text(template, values)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must be told, with a code that programs can rely on."""

    code: str
    text: Text
    source: str = ""
