"""How much is written for a queue: lines of its page, its pane and all of its files, and what else had to be touched.

Beside it the queue of refill requests in Django's admin (`tests/bench/peer/refills`): list, filters, search, claim,
approve and deny with a permission, a log and the medication list changed. It has no protocol, no bulk list to confirm,
no stopped sends, no presence, no drafts, no notes, no order that leaves by itself, and nothing that tells the patient.

Lines are counted as the formatter writes them where nobody holds it back; lines of code leave out what is empty, a
comment or a docstring. Outside of a noun is what imports from it, its tables among that, or gives roles its
permissions: tests, demo and migrations aren't counted, nor what only names it: a column of a shared table, a link.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.loading import TELL
from tests.bench.machine import table
from tests.bench.servers import ROOT

FLOORS = ("console", "reports", "feeds", "db", "rules")
PAGE, PANE, TOUCHED = 60, 150, 3
PEER = "tests/bench/peer"
HELD_BACK = re.compile(r"[ ]*# fmt: (?:skip|off|on)$", re.MULTILINE)
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


@dataclass(frozen=True)
class Noun:
    """A queue's noun: its slug, how the names of its files begin, and the tables among them that stood before it."""

    slug: str
    begins: tuple[str, ...]
    stood: tuple[str, ...] = ()

    def owns(self, name: str) -> bool:
        """Whether a module of this name is the noun's."""
        return name.startswith(self.begins)

    @property
    def page(self) -> str:
        """The page."""
        return f"console/pages/{self.slug}.py"

    @property
    def pane(self) -> str:
        """The pane, which may have parts."""
        return f"console/panes/{self.slug}.py"

    def files(self) -> list[str]:
        """All Python of the noun."""
        return [name for name in _files() if self.owns(Path(name).stem)]

    def touched(self) -> list[str]:
        """Files that stood and import of the noun, or give roles its permissions; those of other new nouns don't count.

        Of the tables, which all are imported from `db.models`, those count that came with the queue.
        """
        stood = (name for name in _files() if not any(noun.owns(Path(name).stem) for noun in NOUNS))
        return [name for name in stood if self._named_in(ROOT / name)]

    @cached_property
    def tables(self) -> frozenset[str]:
        """The classes of the noun's models, without those that stood before the queue."""
        paths = (path for path in (ROOT / "db" / "models").glob("*.py") if self.owns(path.stem))
        parsed = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
        return frozenset(one.name for tree in parsed for one in tree.body if isinstance(one, ast.ClassDef)) - {
            *self.stood
        }

    def _named_in(self, path: Path) -> bool:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
                if any(self.owns(name) for name in names):
                    return True
                if node.module == "db.models" and any(alias.name in self.tables for alias in node.names):
                    return True
            if path.name == "roles.py" and isinstance(node, ast.Constant) and node.value == f"{self.slug}.view":
                return True
        return False


@dataclass(frozen=True, slots=True)
class Size:
    """How long some files are."""

    files: int
    lines: int
    code: int


NOUNS = (
    Noun(
        "refills", ("refill", "pharmac", "order_making", "drug", "medications", "protocol_authority"), ("Medication",)
    ),
    Noun("proxies", ("prox",), ("ProxyGrant",)),
)


def run(*, tell: TELL = print) -> bool:
    """Count and print; False where a page or a pane is too long, or too many files were touched."""
    lines, verdicts = list[tuple[object, ...]](), list[tuple[str, bool]]()
    for noun in NOUNS:
        page, pane, touched = size([noun.page]), size([noun.pane]), noun.touched()
        parts = [name for name in noun.files() if name.startswith("console/")]
        for what, found in (("page", page), ("pane", pane), ("all on screen", size(parts)),
                            ("all of the noun", size(noun.files()))):  # fmt: skip
            lines.append((noun.slug, what, found.files, found.lines, found.code))
        verdicts += [
            (f"{noun.slug}, page: {page.lines} lines of {PAGE}", page.lines <= PAGE),
            (f"{noun.slug}, pane: {pane.lines} lines of {PANE}", pane.lines <= PANE),
            (f"{noun.slug}, files touched outside: {len(touched)} of {TOUCHED}, {', '.join(touched)}",
             len(touched) <= TOUCHED),
        ]  # fmt: skip
    for what, names in _peers().items():
        found = size(names)
        lines.append(("refills in Django's admin", what, found.files, found.lines, found.code))
    told = [f"Target, {words} ({'met' if met else 'missed'})." for words, met in verdicts]
    heads = ("queue", "what", "files", "lines", "lines of code")
    tell("\n".join(["\n## How much is written for a queue\n", table(heads, lines), "", *told]))
    return all(met for _, met in verdicts)


def size(names: Iterable[str]) -> Size:
    """How long files are together, formatted."""
    texts = [_formatted(name) for name in names]
    code = sum(_code(text) for text in texts)
    return Size(len(texts), sum(len(text.splitlines()) for text in texts), code)


def _peers() -> dict[str, Sequence[str]]:
    found = sorted((ROOT / PEER / "refills").rglob("*.*"))
    names = [str(path.relative_to(ROOT)) for path in found if path.suffix in (".py", ".html")]
    return {
        "models": [name for name in names if name.endswith("models.py")],
        "admin and template": [name for name in names if name.endswith(("admin.py", ".html"))],
        "all of the noun": names,
        "touched outside": [f"{PEER}/serve.py"],
    }


def _files() -> list[str]:
    return sorted(
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if "migrations" not in path.parts
    )


def _formatted(name: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    if not name.endswith(".py"):
        return text
    command = [sys.executable, "-m", "ruff", "format", "--no-cache", "--stdin-filename", name, "-"]
    plain = HELD_BACK.sub("", text)
    return subprocess.run(command, input=plain, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def _code(text: str) -> int:
    """Lines with code on them."""
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a template
        return sum(bool(line.strip()) for line in text.splitlines())
    words = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    found = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(found - words)
