"""Retrieval codes are read however they are written, and typos are noticed."""

from __future__ import annotations

from itertools import combinations

import pytest

from profiles.ids import ALPHABET
from profiles.problems import RefusedError
from profiles.seal_codes import LENGTH, Code, new_code, read_code


def spoilt(text: str) -> bool:
    try:
        read_code(text)
    except RefusedError:
        return True
    return False


def test_codes_differ_and_read_back() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    for code in codes:
        assert read_code(code.shown) == read_code(code.text) == code
        assert len(code.shown) == LENGTH + 1
        assert set(code.text) <= set(ALPHABET)


@pytest.mark.parametrize(
    "write",
    [
        str.upper,
        lambda text: " ".join(text),
        lambda text: f"  {text[:3]}—{text[3:]}－\u3000",
        lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text),
        lambda text: text.replace("0", "o").replace("1", "l"),
        lambda text: text.replace("0", "O").replace("1", "I"),
    ],
)
def test_read_however_it_is_written(write: object) -> None:
    assert callable(write)
    for _ in range(50):
        code = new_code()
        assert read_code(write(code.text)) == code


def test_every_wrong_character_and_every_swap_is_a_typo() -> None:
    for _ in range(20):
        text = new_code().text
        for place in range(LENGTH):
            for other in set(ALPHABET) - {text[place]}:
                assert spoilt(text[:place] + other + text[place + 1 :])
        for one, two in combinations(range(LENGTH), 2):
            swapped = list(text)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            assert text[one] == text[two] or spoilt("".join(swapped))


@pytest.mark.parametrize("text", ["", " - ", "abc", "0" * 11, "k3f9m-x2a7u", "取回码", "\x1b[31m"])
def test_no_code_at_all_is_told(text: str) -> None:
    with pytest.raises(RefusedError):
        read_code(text)


def test_a_megabyte_is_no_code() -> None:
    with pytest.raises(RefusedError):
        read_code("k" * 1_000_000)


def test_a_code_hides_in_messages() -> None:
    assert "k3f9m" not in f"{Code('k3f9mx2a7q')!r} {Code('k3f9mx2a7q')}"
