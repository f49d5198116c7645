"""Settings: read from the environment, refused by name, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.commands.settings import table
from db.config import ConfigError, kept_secret, load_config
from db.engine import Organisation
from tests.console.commands.shell import typed


def test_the_defaults_need_no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "PORT", "PORTSIDE_SECRET"):
        monkeypatch.delenv(name, raising=False)
    settings = load_config()
    assert (settings.port, settings.schema_name, settings.database_url) == (8501, "portside", None)


def test_an_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORTSIDE_CLINIC_NAME=Harbor\nPORT=9000\n")
    monkeypatch.setenv("PORT", "9001")
    settings = load_config()
    assert (settings.clinic_name, settings.port) == ("Harbor", 9001)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "99999"),
        ("PORTSIDE_TIME_ZONE", "Mars/Olympus"),
        ("PORTSIDE_SCHEMA", "Robert'); DROP TABLE"),
        ("PORTSIDE_SECRET", "too short and secret"),
        ("PORTSIDE_DEMO_PASSWORD", "short&secret"),
        ("DATABASE_URL", "mysql://user:secret@host/db"),
        ("DATABASE_URL", "not a secret address"),
        ("PORTSIDE_IDLE_MINUTES", "0"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name) as refused:
        load_config()
    assert "secret" not in str(refused.value).replace("PORTSIDE_SECRET", "")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert load_config().database_url is None


def test_the_kept_secret_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    first = kept_secret(path)
    assert kept_secret(path) == first
    assert len(first) >= 32
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_command_line_refuses_a_wrong_setting_in_a_sentence(place: Organisation, tmp_path: Path) -> None:
    done = typed(place, tmp_path, "check", PORTSIDE_TIME_ZONE="Mars/Olympus")
    assert done.returncode == 1
    assert "PORTSIDE_TIME_ZONE" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_says_when_no_database_answers(place: Organisation, tmp_path: Path) -> None:
    for command in (["check"], ["staff", "add", "zara", "--name", "Zara"]):
        done = typed(place, tmp_path, *command, DATABASE_URL="postgresql://nobody:nothing@127.0.0.1:1/none")
        assert done.returncode == 1
        assert "can't be reached" in done.stderr + done.stdout
        assert "nothing@" not in done.stderr
        assert "Traceback" not in done.stderr


def test_the_documented_table_of_settings_is_the_generated_one() -> None:
    documented = Path(__file__).parents[2] / "docs" / "settings.md"
    assert documented.read_text(encoding="utf-8") == table(), "python -m console settings > docs/settings.md"
