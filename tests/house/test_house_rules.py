"""The rules of the house that no linter knows: what stands where, how long it may be, what nobody calls."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("console", "reports", "feeds", "db", "rules", "demo")
LONGEST = {"console/pages": 60, "console/panes": 150, "": 400}

# Streamlit's own file routes know no session, and its data cache is shared by all users.
NEVER_IN_CONSOLE = {"download_button", "image", "pdf", "audio", "video", "cache_data"}
# What draws markup. Pages declare; the kit and the panes escape first.
MARKUP = {"html", "iframe", "unsafe_allow_html"}
IDENTITIES = {"WORKER_IDENTITY", "COMMAND_LINE_IDENTITY", "System"}
LOGGING = {"debug", "info", "warning", "error", "exception", "critical"}
# A notice's reason is a sentence of our own, without an address (db/actions/outbox.py).
MAY_BE_LOGGED = {"console/outbox.py": {"reason"}}
# Names that hold what patients and staff wrote, or who they are.
PRIVATE = {
    "allergies", "birth_date", "body", "dob", "email", "family", "first_words", "given", "mrn", "name", "patient",
    "phone", "preview", "reason", "recipient", "reply", "subject", "text", "username",
}  # fmt: skip


def modules(*folders: str) -> list[Path]:
    """The modules in these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def here(path: Path) -> str:
    """A module's path in the project."""
    return path.relative_to(ROOT).as_posix()


def each(*folders: str) -> pytest.MarkDecorator:
    """Once for each module in these folders."""
    return pytest.mark.parametrize("path", modules(*folders), ids=here)


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def names(path: Path) -> Iterator[str]:
    """Every name, attribute, keyword and import in a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[-1]


def imports(path: Path) -> set[str]:
    """The top-level packages that a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def texts(path: Path) -> set[str]:
    """Every string in a module but its docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


@cache
def slugs() -> set[str]:
    """The slugs and areas of the queues that pages declare."""
    return {
        keyword.value.value
        for path in modules("console/pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Queue"
        for keyword in node.keywords
        if keyword.arg in {"slug", "area"}
        if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
    }


@each("console/pages")
def test_a_page_holds_no_sql_and_no_markup(path: Path) -> None:
    assert not imports(path) & {"sqlalchemy", "psycopg", "markupsafe"}
    assert not set(names(path)) & MARKUP
    assert not [text for text in texts(path) if re.search(r"</?[a-z]+[^<]*>|\bSELECT\b|\bUPDATE\b", text)]


def test_queues_are_declared_where_this_looks_for_them() -> None:
    assert "inbox" in slugs()


@each("console/kit")
def test_no_queues_name_appears_in_the_kit(path: Path) -> None:
    words = {word for text in (*texts(path), *names(path)) for word in re.split(r"[^a-z]+", text.lower())}
    # A Material icon may be called as a queue is.
    words -= {word for text in texts(path) for word in re.findall(r":material/([a-z]+):", text)}
    assert not words & slugs()


@each("console")
def test_no_file_leaves_by_streamlits_routes_and_nothing_is_cached_for_all(path: Path) -> None:
    assert not set(names(path)) & NEVER_IN_CONSOLE


@each("console/pages", "console/panes", "console/kit")
def test_what_people_see_acts_as_the_person_never_as_a_process(path: Path) -> None:
    assert not set(names(path)) & IDENTITIES


def own_style(argument: ast.expr) -> bool:
    """Whether this is a style sheet of ours, from `assets/`."""
    if isinstance(argument, ast.JoinedStr):
        first = argument.values[0]
        return isinstance(first, ast.Constant) and str(first.value).startswith("<style>")
    return isinstance(argument, ast.Name) and argument.id == "SHEET"


@each("console")
def test_markup_is_drawn_from_escaped_values(path: Path) -> None:
    """By `draw` of `kit/text.py`; anything else that `st.html` gets is a style sheet of ours."""
    assert "unsafe_allow_html" not in set(names(path))
    drawn = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"st.html", "streamlit.html"}
    ]
    assert here(path) == "console/kit/text.py" or all(own_style(node.args[0]) for node in drawn)


def private(node: ast.expr) -> set[str]:
    """The private names that an expression would print; what only counts or classifies prints none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"len", "type", "bool"}:
        return set()
    if isinstance(node, ast.Attribute):
        return {node.attr} & PRIVATE
    if isinstance(node, ast.Name):
        return {node.id} & PRIVATE
    return {name for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr) for name in private(child)} | {
        name
        for value in (node.values if isinstance(node, ast.JoinedStr) else ())
        if isinstance(value, ast.FormattedValue)
        for name in private(value.value)
    }


@each("console", "db", "feeds")
def test_no_patient_stands_in_a_log(path: Path) -> None:
    found = [
        f"line {node.lineno}: {sorted(said)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LOGGING
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"log", "logger", "logging"}
        if (
            said := {name for argument in node.args for name in private(argument)}
            - MAY_BE_LOGGED.get(here(path), set())
        )
    ]
    assert not found


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("log.info('%s', message.body)", {"body"}),
        ("log.info(f'{patient.family} came')", {"family"}),
        ("log.info('%s', [p.mrn for p in found])", {"mrn"}),
        ("log.info('%s characters', len(message.body))", set()),
        ("log.info('task %s', task.id)", set()),
    ],
)
def test_that_lint_sees_what_a_log_would_say(call: str, said: set[str]) -> None:
    expression = ast.parse(call, mode="eval").body
    assert isinstance(expression, ast.Call)
    assert {name for argument in expression.args for name in private(argument)} == said


@each(*PACKAGES)
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    folder = path.parent.relative_to(ROOT).as_posix()
    longest = LONGEST.get(folder, LONGEST[""])
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > longest // 2 and path in unformatted():  # formatted, a module may be longer than it stands
        lines = len(formatted(path).splitlines())
    assert lines <= longest


@cache
def unformatted() -> set[Path]:
    """The modules that ruff would write otherwise: asked of all at once, since most stand as they should."""
    command = [sys.executable, "-m", "ruff", "format", "--no-cache", "--check", "--output-format", "concise"]
    said = subprocess.run([*command, *PACKAGES], capture_output=True, text=True, check=False, cwd=ROOT)
    found = {ROOT / line.split(":")[0] for line in said.stdout.splitlines() if ": unformatted:" in line}
    assert said.returncode == bool(found), said.stdout + said.stderr
    return found


def formatted(path: Path) -> str:
    """The module as ruff would write it."""
    command = [sys.executable, "-m", "ruff", "format", "--no-cache", "--stdin-filename", str(path), "-"]
    return subprocess.run(
        command, input=path.read_text(encoding="utf-8"), capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout


def test_the_table_of_settings_is_the_codes() -> None:
    from console.commands.settings import table

    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == table()
