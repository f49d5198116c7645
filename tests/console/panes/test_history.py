"""What happened to a task is told in words, whatever was kept of it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import db.actions
from console.panes.history import WORDS
from db.actions.tasks import DEEDS

for each in pkgutil.iter_modules(db.actions.__path__):
    importlib.import_module(f"db.actions.{each.name}")  # queues bring words of their own
DB = Path(db.actions.__file__).parents[1]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def called(node: ast.AST, name: str) -> bool:
    """Whether this is a call of a function of that name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def values(expression: ast.expr, function: ast.AST) -> set[str]:
    """The strings that an expression may be; a name stands for all that its function sets it to,
    and one that is put together for every deed that begins so.
    """
    match expression:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return values(one, function) | values(other, function)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), ast.FormattedValue()]):
            return {deed for deed in DEEDS if deed.startswith(beginning)}
        case ast.Name(id=name):
            return {
                text
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
                for text in values(node.value, function)
            }
    return set()


def constant(expression: ast.expr, named: Mapping[str, object]) -> set[str]:
    """The string that a name of the module stands for."""
    found = named.get(expression.id) if isinstance(expression, ast.Name) else None
    return {found} if isinstance(found, str) else set()


def kinds(module: ast.Module, named: Mapping[str, object]) -> set[str]:
    """The kinds of step that a module writes: with `task_event`, or with functions of its own that hand one through."""
    functions = [node for node in ast.walk(module) if isinstance(node, FUNCTIONS)]
    writers, found = {"task_event": 2}, set()
    for function in functions:
        own = [argument.arg for argument in function.args.args]
        for node in ast.walk(function):
            if called(node, "task_event") and isinstance(node, ast.Call):
                kind = node.args[2]
                if isinstance(kind, ast.Name) and kind.id in own:
                    writers[function.name] = own.index(kind.id)
    for function in functions:
        for name, place in writers.items():
            for node in ast.walk(function):
                if called(node, name) and isinstance(node, ast.Call) and function.name not in writers:
                    kind = node.args[place]
                    texts = values(kind, function) or constant(kind, named)
                    assert texts, f"line {node.lineno}: which kinds of step does this write?"
                    found |= texts
    return found


def written() -> set[str]:
    """Every kind of step that is written anywhere: by actions, and by the portal's contract."""
    found: set[str] = set()
    for path in sorted((DB / "actions").glob("*.py")):
        named = vars(importlib.import_module(f"db.actions.{path.stem}" if path.stem != "__init__" else "db.actions"))
        found |= kinds(ast.parse(path.read_text(encoding="utf-8"), str(path)), named)
    for path in sorted((DB / "migrations" / "sql").glob("*.sql")):
        contract = path.read_text(encoding="utf-8")
        found |= {*re.findall(r"ARRAY\['([a-z-]+)', v_step\]", contract)}
        found |= {*re.findall(r"v_step := (?:CASE [^;]* THEN )?'([a-z-]+)'", contract)}
    return found


def test_the_search_for_kinds_finds_them_in_every_shape() -> None:
    assert {"claimed", "notice_again", "notified", "received", "reopened", "woken", "file-refused"} <= written()


@pytest.mark.parametrize("kind", sorted(written()))
def test_every_kind_of_step_has_words(kind: str) -> None:
    assert kind in {**DEEDS, **WORDS}
