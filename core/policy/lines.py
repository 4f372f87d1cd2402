"""Where things stand in a TOML text: the line of every key and of every item of a list.

``tomllib`` keeps no positions (nor does tomlkit), and who is told that something is wrong wants
the line.  The text has been read by ``tomllib`` before: no grammar is checked here.
"""

import re
import tomllib

Path = tuple[str | int, ...]
"""Keys from the outside in; items of a list count from 1."""

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}'  # strings of several lines
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|(?P<nothing>\#[^\n]*|[^\S\n]+)"
    r"|[\[\]{}=,.\n]|[^\s\[\]{}=,.#\"']+"
)


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, on which each path of the valid TOML ``text`` is first written."""
    return _Scan(text).found


class _Scan:
    """One walk over the tokens."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self.items: dict[Path, int] = {}  # of the lists written as [[...]]
        self.tokens: list[tuple[str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            if match["nothing"] is None:
                self.tokens.append((match[0], line))
            line += match[0].count("\n")
        self.at = 0
        table: Path = ()
        while self._past("\n"):
            if self._next == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _next(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _past(self, mark: str) -> str:
        """The next token that is not ``mark``, not taken yet; empty at the end."""
        while self._next and self._next == mark:
            self.at += 1
        return self._next

    def _note(self, path: Path) -> Path:
        self.found.setdefault(path, self.tokens[self.at][1])
        return path

    def _header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``: the path of the table that begins."""
        double = self.tokens[self.at + 1][0] == "["
        self._past("[")
        table = self._keys((), through=True)
        if double:
            if isinstance(table[-1], int):
                table = table[:-1]
            self.items[table] = self.items.get(table, 0) + 1
            table = self._note((*table, self.items[table]))
        self._past("]")
        return table

    def _pair(self, table: Path) -> None:
        """``key = value``."""
        path = self._keys(table)
        self._past("=")
        self._value(path)

    def _keys(self, table: Path, *, through: bool = False) -> Path:
        """A dotted key below ``table``; a header goes on in the last item of a list."""
        while True:
            token = self._next
            key = str(tomllib.loads(f"k = {token}")["k"]) if token[0] in "\"'" else token
            table = self._note((*table, key))
            if through and table in self.items:
                table = (*table, self.items[table])
            self.at += 1
            if self._next != ".":
                return table
            self.at += 1

    def _value(self, path: Path) -> None:
        if self._next == "[":
            self._list(path)
        elif self._next == "{":
            self._table(path)
        else:
            while self._next not in ("\n", ",", "]", "}", ""):
                self.at += 1

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._past("\n") != "]":
            number += 1
            self._value(self._note((*path, number)))
            if self._past("\n") == ",":
                self.at += 1
        self.at += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        while self._past("\n") != "}":
            self._pair(path)
            if self._past("\n") == ",":
                self.at += 1
        self.at += 1
