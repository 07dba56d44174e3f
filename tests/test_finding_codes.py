"""Each code that the program gives is told to people, and none is told that it does not give."""

import ast
import re
from pathlib import Path

import pytest

from extractor.checking import CODES
from extractor.checking.codes import known_codes, render_codes

PACKAGE = Path(__file__).parents[1] / "extractor"
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def given() -> set[str]:
    """The strings that stand where a code is given: `code="…"`, the first argument of `finding`, "code": "…"."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in ("finding", "_doubt", "_finding") and node.args:
                found.update(words(node.args[0], names))
            if called in ("Doubt", "Finding"):
                found.update(word for one in node.keywords if one.arg == "code" for word in words(one.value, names))
    return found


def words(node: ast.expr, names: dict[str, str]) -> set[str]:
    value = node.value if isinstance(node, ast.Constant) else names.get(getattr(node, "id", ""), "")
    return {value} if isinstance(value, str) and _CODE.fullmatch(value) else set()


def test_each_code_is_told():
    told = set(known_codes())
    found = given()
    assert len(found) > 20, "the program is no longer read as it is written"
    assert found | CODES <= told, f"not told: {sorted((found | CODES) - told)}"
    everywhere = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert [code for code in told if f'"{code}"' not in everywhere] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_line_a_code(lang):
    lines = render_codes(lang).splitlines()
    assert len(lines) == len(known_codes())
    assert all(set(code.severity.split(", ")) <= {"info", "warning", "error"} for code in known_codes().values())
    assert all(code.meaning[lang] and code.advice[lang] and code.example for code in known_codes().values())


def test_the_page_of_codes_is_kept_true():
    from extractor.checking.codes import render_page

    page = PACKAGE / "checking" / "CODES.md"
    renew = 'python -c "from extractor.checking.codes import render_page; print(render_page(), end=str())"'
    assert page.read_text("utf-8") == render_page(), f"{page.name} is old: {renew} > {page}"
    assert page.read_text("utf-8").count("\n| `") == len(known_codes())
    assert "CODES.md" in (PACKAGE.parent / "README.md").read_text("utf-8")
