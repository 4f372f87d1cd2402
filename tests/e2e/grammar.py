"""Everything we may send to a terminal; anything else is an offence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

TOKENS = re.compile(
    r"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|(?P<string>\x1b[\]PX^_].*?(?:\x07|\x1b\\))"
    r"|(?P<escape>\x1b.?)"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)",
    re.DOTALL,
)
# Colours, places, clearing to the end of a row or the screen, the alternate screen, the cursor,
# focus reports (which we drop), bracketed paste, row wrapping.  No keyboard protocol (only its
# end, which Textual sends always): it loses what input methods compose in some terminals.
ALLOWED = re.compile(r"[\d;:]*m|\d*;?\d*H|\d*[ABCDJK]|<u|\?(?:7|25|1004|1049|2004)[hl]")
HARMFUL = {"Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def offences(raw: bytes) -> Counter[str]:
    """What is in the output and should not be."""
    found: Counter[str] = Counter()
    for match in TOKENS.finditer(raw.decode("utf-8")):
        kind, token = match.lastgroup, match[match.lastgroup or 0]
        if kind == "text":
            found.update(f"U+{ord(c):04X}" for c in token if unicodedata.category(c) in HARMFUL)
        elif not (kind == "csi" and ALLOWED.fullmatch(token)) and token not in ("\r", "\n"):
            found[f"{kind} {token!r}"] += 1
    return found
