"""Tables to TOML bytes.  What is written has been read back: a file that we could not open
again is never put in the place of one that we can."""

from collections.abc import Mapping

import tomli_w

from core.words import say
from profiles.integrity import add_sum
from profiles.problems import ProfileError, refusal
from profiles.reading import parse


def write_toml(data: Mapping[str, object], name: str, *, summed: bool = False) -> bytes:
    """``data`` as TOML in UTF-8; ProfileError when it is beyond the limits for reading.

    ``summed`` adds the integrity line.
    """
    try:
        raw = tomli_w.dumps(data, multiline_strings=_keeps_line_ends(data)).encode()
    except (ValueError, TypeError, RecursionError):
        raise refusal(name, say("里面有 TOML 写不出的值")) from None
    raw = add_sum(raw) if summed else raw
    try:
        parse(raw, name)
    except ProfileError as error:
        first = error.problems[0]
        raise refusal(name, say("太大，写不下：{why}", why=first.problem), first.accepted) from None
    return raw


def _keeps_line_ends(value: object) -> bool:
    # tomli_w turns CRLF into LF in a multi-line string; then one long line it is.
    if isinstance(value, str):
        return "\r" not in value
    inner = value.values() if isinstance(value, Mapping) else value
    return not isinstance(inner, (list, type({}.values()))) or all(map(_keeps_line_ends, inner))
