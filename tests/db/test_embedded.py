"""The embedded PostgreSQL: private, adopted rather than doubled, and back after it was killed."""

import logging
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from db.embedded import EmbeddedServer, EmbeddedServerError
from db.embedded_setup import Account, find_package, reachable_binaries

ROOT = Path(__file__).resolve().parents[2]
LONG_COMPUTATION = b"SET statement_timeout = '2s'; SELECT count(*) FROM generate_series(1, 1000000000)"
RUNNING = """SELECT count(*) FROM pg_stat_activity
             WHERE state = 'active' AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()"""

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the account")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A running server for the tests that do not kill or stop it."""
    server = EmbeddedServer(tmp_path_factory.mktemp("shared"), durable=False)
    server.start()
    yield server
    server.destroy()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A server of one module; `restartable` hands it out running."""
    server = EmbeddedServer(tmp_path_factory.mktemp("lasting"), durable=False)
    server.start()
    yield server
    server.destroy()


@pytest.fixture
def restartable(lasting: EmbeddedServer) -> EmbeddedServer:
    """A running server that the test may kill or stop."""
    lasting.start()
    return lasting


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., EmbeddedServer]]:
    """Makes servers on the test's folder; all are stopped and deleted afterwards."""
    made: list[EmbeddedServer] = []

    def build(*, durable: bool = False) -> EmbeddedServer:
        made.append(EmbeddedServer(tmp_path / "data", durable=durable))
        return made[-1]

    yield build
    for server in made:
        server.stop()
    last = EmbeddedServer(tmp_path / "data", durable=False)
    with suppress(EmbeddedServerError):
        last.destroy()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder others may pass through; pytest's own is closed to every other account."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def ask(server: EmbeddedServer, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def one(server: EmbeddedServer, statement: str) -> object:
    return ask(server, statement)[0][0]


def postmaster(server: EmbeddedServer) -> int:
    data = Path(str(one(server, "SHOW data_directory")))
    return int((data / "postmaster.pid").read_text().splitlines()[0])


def kill(server: EmbeddedServer) -> int:
    pid = postmaster(server)
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_started_server_answers_in_utf8_and_sorts_alike_everywhere(shared: EmbeddedServer) -> None:
    provider = "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'portside'"
    assert one(shared, "SELECT current_database() || ' ' || current_user") == "portside portside_admin"
    assert one(shared, provider) == "b C.UTF-8"
    assert one(shared, "SHOW server_encoding") == "UTF8"
    assert one(shared, "SHOW timezone") == "UTC"
    assert one(shared, "SHOW shared_buffers") == "256MB"


def test_it_listens_on_a_socket_in_a_private_folder_and_nowhere_else(shared: EmbeddedServer) -> None:
    assert stat.S_IMODE(shared.socket_dir.stat().st_mode) == 0o700
    assert one(shared, "SHOW listen_addresses") == ""
    assert one(shared, "SELECT inet_server_addr() IS NULL") is True


def test_the_superusers_password_is_in_a_file_only_its_owner_reads(shared: EmbeddedServer) -> None:
    file = shared.root / "pg-admin-password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().strip() in shared.admin_url


def test_a_wrong_password_is_refused(shared: EmbeddedServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(shared.url("portside_admin", "wrong", "portside"))


def test_neither_rows_nor_statements_of_a_failing_command_reach_the_log(shared: EmbeddedServer) -> None:
    ask(shared, "CREATE TABLE logged (name text CHECK (name <> 'Rosa Diaz'), born date)")
    for values in ("'Rosa Diaz', '1953-02-03'", "'Tom Berg', 'born in May'"):
        with pytest.raises(psycopg.Error):
            ask(shared, f"INSERT INTO logged VALUES ({values})")
    written = shared.log_file.read_text()
    assert "ready to accept connections" in written
    assert not any(word in written for word in ("Rosa Diaz", "Tom Berg", "born in May", "INSERT"))


def test_the_folder_of_the_data_keeps_its_mode_and_owner(shared: EmbeddedServer) -> None:
    folder = shared.root.stat()
    assert (stat.S_IMODE(folder.st_mode), folder.st_uid) == (0o700, os.geteuid())


def test_ctrl_c_in_the_terminal_does_not_reach_it(shared: EmbeddedServer) -> None:
    assert os.getsid(postmaster(shared)) != os.getsid(0)


def test_a_second_start_adopts_and_a_stop_by_a_non_owner_leaves_it_running(shared: EmbeddedServer) -> None:
    before = postmaster(shared)
    second = EmbeddedServer(shared.root, durable=False)
    second.start()
    assert (shared.owns, second.owns) == (True, False)
    second.stop()
    assert postmaster(shared) == before
    with pytest.raises(EmbeddedServerError, match="belongs to another"):
        second.destroy()


def test_several_processes_may_start_it_at_once(make: Callable[..., EmbeddedServer]) -> None:
    mine = make()
    program = (
        "import sys; from pathlib import Path; from db.embedded import EmbeddedServer; "
        "s = EmbeddedServer(Path(sys.argv[1]), durable=False); s.start(); print(s.admin_url)"
    )
    command = [sys.executable, "-c", program, str(mine.root)]
    others = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    mine.start()
    said = [other.communicate(timeout=120)[0].strip() for other in others]
    assert said == [mine.admin_url] * 2
    # Those processes ended without stop(); whoever comes next inherits the server if it was theirs.
    mine.start()
    assert mine.owns
    assert one(mine, "SELECT 1") == 1


def test_killed_it_comes_back_with_what_was_committed(make: Callable[..., EmbeddedServer]) -> None:
    server = make(durable=True)
    server.start()
    assert one(server, "SHOW fsync") == "on"
    ask(server, "CREATE TABLE kept AS SELECT n FROM generate_series(1, 1000) AS n")
    old = kill(server)
    assert server.ensure() is True
    assert postmaster(server) != old
    assert one(server, "SELECT count(*) FROM kept") == 1000
    assert server.ensure() is False
    with pytest.raises(EmbeddedServerError, match=r"durable.*pg\.log"):
        server.destroy()


def test_another_process_may_restart_it_while_the_dead_ones_number_is_still_taken(
    make: Callable[..., EmbeddedServer],
) -> None:
    server, other = make(), make()
    server.start()
    other.start()
    kill(server)  # nobody has waited for it: a zombie keeps the number
    assert other.ensure() is True
    assert server.ensure() is False
    assert (server.owns, other.owns) == (True, False)


def test_killed_under_a_busy_connection_it_waits_for_the_orphan(restartable: EmbeddedServer) -> None:
    server = restartable
    with closing(psycopg.connect(server.admin_url, autocommit=True)) as connection:
        # Busy in one call, the backend notices neither its dead server nor its gone client for a while.
        connection.pgconn.send_query(LONG_COMPUTATION)
        while one(server, RUNNING) != 1:
            time.sleep(0.02)
        kill(server)
        assert server.ensure() is True
        assert "still in use" in server.log_file.read_text()
    assert one(server, "SELECT 1") == 1


def test_the_watch_restarts_it_and_says_so(restartable: EmbeddedServer, caplog: pytest.LogCaptureFixture) -> None:
    server = restartable
    server.watch(interval=0.1)
    with caplog.at_level(logging.WARNING, logger="db.embedded"):
        kill(server)
        deadline = time.monotonic() + 90
        while "it had stopped" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.05)
    server.unwatch()
    assert "it had stopped" in caplog.text
    assert one(server, "SELECT 1") == 1


def test_a_stopped_server_is_down_and_starts_again_with_its_data(restartable: EmbeddedServer) -> None:
    server = restartable
    ask(server, "CREATE TABLE kept AS SELECT 7 AS n")
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.admin_url)
    server.start()
    assert one(server, "SELECT n FROM kept") == 7


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / ("long" * 30), durable=False)
    server.start()
    place = server.socket_dir
    try:
        assert (server.root / "pg-socket-path").read_text().strip() == str(place)
        assert len(os.fsencode(place)) < 100
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert one(server, "SELECT 1") == 1
    finally:
        server.destroy()
    assert not place.exists()


def test_a_missing_password_file_is_named(restartable: EmbeddedServer) -> None:
    server = restartable
    server.stop()
    password = (server.root / "pg-admin-password").read_text()
    (server.root / "pg-admin-password").unlink()
    with pytest.raises(EmbeddedServerError, match=r"pg-admin-password is missing.*backup.*pg\.log"):
        server.start()
    (server.root / "pg-admin-password").write_text(password)


def test_a_server_that_cannot_start_says_why(restartable: EmbeddedServer) -> None:
    server = restartable
    data = Path(str(one(server, "SHOW data_directory")))
    server.stop()
    conf = data / "postgresql.conf"
    good = conf.read_text()
    conf.write_text(f"{good}max_connections = nonsense\n")
    with pytest.raises(EmbeddedServerError, match=r"did not start.*postgresql\.conf.*pg\.log"):
        server.start()
    conf.write_text(good)
    server.start()


@as_root
def test_root_leaves_the_data_in_place_where_the_servers_account_may_go(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / "data", durable=False)
    server.start()
    try:
        data = Path(str(one(server, "SHOW data_directory")))
        assert data == open_folder / "data" / "pg"
        assert data.stat().st_uid != 0
        assert (open_folder / "data").stat().st_uid == 0
    finally:
        server.destroy()


@as_root
def test_data_that_had_to_move_and_was_lost_is_not_replaced_by_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "pg-location").write_text("/var/lib/portside-of-a-lost-disk\n")
    with pytest.raises(EmbeddedServerError, match=r"is gone\. Restore it from the backup"):
        EmbeddedServer(tmp_path).start()


@as_root
def test_binaries_the_servers_account_may_not_read_are_copied(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    package = find_package()
    shutil.copytree(package / "pginstall" / "bin", closed / package.name / "pginstall" / "bin")
    if (libraries := package.with_name(f"{package.name}.libs")).exists():
        shutil.copytree(libraries, closed / libraries.name)
    copy = reachable_binaries(closed / package.name, Account(65534, 65534), open_folder)
    assert copy.is_relative_to(open_folder)
    assert not copy.is_relative_to(closed)
    assert (copy / "pginstall" / "bin" / "postgres").exists()
