"""Every visible text can be translated: it is in the catalogue that translators start from."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "profiles", "tui")
HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS = {"say", "_"}


def extracted() -> set[str]:
    return {
        message if isinstance(message, str) else message[0]
        for package in PACKAGES
        for _, _, message, _, _ in extract_from_dir(
            ROOT / package, keywords={"say": None, "_": None}
        )
    }


def test_the_catalogue_holds_exactly_the_texts_of_the_program() -> None:
    with (ROOT / "tui" / "words" / "canbao.pot").open("rb") as file:
        catalogue = {message.id for message in read_po(file) if message.id}
    assert catalogue == extracted() - {""}, "运行 make words"


def unmarked(path: Path) -> list[str]:
    """Chinese string literals of a module that no translator would ever see."""
    tree = ast.parse(path.read_text("utf-8"))
    known: set[int] = set()
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in MARKS:
            known.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(id(node.value))  # docstrings
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and id(node) not in known
    ]


# Not words for a screen: names of documents (facts), what people type, punctuation to break at.
FACTS = {
    "core/case.py",
    "core/decisions/asking.py",
    "core/derivation.py",
    "core/reading.py",
}


@pytest.mark.parametrize(
    "path",
    [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_no_chinese_text_bypasses_translation(path: Path) -> None:
    if str(path.relative_to(ROOT)) in FACTS:
        assert unmarked(path)
        return
    documents = re.compile(r"[〔〕]|第[一二三四五六七八九十]+条$|^canbao |^[^，。：]{0,6}$")
    assert [text for text in unmarked(path) if not documents.search(text)] == []
