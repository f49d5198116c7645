"""The PostgreSQL that Portside runs for itself when no DATABASE_URL names another.

It listens on a Unix socket in a private folder and nowhere else. Whether it lives is decided by connecting
to it, never by a process id. Of several processes that use one data folder, the first owns the server and
stops it; if that one died, the next that starts inherits it. Paths and accounts: `db.embedded_setup`.
"""

import contextlib
import enum
import fcntl
import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from db.embedded_setup import (
    ADMIN,
    EmbeddedServerError,
    Place,
    admin_password,
    create_cluster,
    locate,
    remove,
    settings,
)

__all__ = ["EmbeddedServer", "EmbeddedServerError"]

DATABASE = "portside"
QUIET_SECONDS = 30.0  # how long a server may stay silent while it starts, or while orphans of a dead one end
RECOVERY_SECONDS = 600.0  # how long a server that answers "starting up" may replay its log
LARGEST_LOG = 10_000_000  # bytes; a longer log is put aside at the next start
# What a new postmaster says while processes of a killed one still use the data.
STILL_IN_USE = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
_children: list[subprocess.Popen[bytes]] = []  # kept to be waited for: another process may stop them

log = logging.getLogger(__name__)


class _State(enum.Enum):
    READY = "accepts connections"
    BUSY = "runs, but refused this connection"
    RECOVERING = "is starting up or shutting down"
    SILENT = "does not answer"


class EmbeddedServer:
    """One embedded PostgreSQL under the folder `data_dir`, shared by every process that names that folder.

    `durable=False` trades safety against a power cut for speed, and allows `destroy()`; it is for tests.
    All methods may be called from any thread, and raise `EmbeddedServerError`.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.root = data_dir.expanduser().resolve()
        self.durable = durable
        self._place: Place | None = None
        self._password = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._booting_since: int | None = None  # the log's length when we launched
        self._owner: int | None = None  # descriptor of the owner's lock
        self._mutex = threading.RLock()
        self._up = False  # whether it answered us since the last stop()
        self._watcher: threading.Thread | None = None
        self._end_watch = threading.Event()

    @property
    def bin_dir(self) -> Path:
        """Folder of psql, pg_dump and the other programs of this PostgreSQL."""
        return self._known().bin_dir

    @property
    def socket_dir(self) -> Path:
        """The private folder (mode 700) of the Unix socket: libpq's `host`."""
        return self._known().socket_dir

    @property
    def log_file(self) -> Path:
        """PostgreSQL's log. It holds no statements, parameters or row contents."""
        return self.root / "pg.log"

    @property
    def admin_url(self) -> str:
        """libpq URL of the superuser. For setting up roles and backups; the app never connects with it."""
        return self.url(ADMIN, self._password, DATABASE)

    @property
    def owns(self) -> bool:
        """Whether `stop()` of this object would stop the server."""
        return self._owner is not None

    def url(self, user: str, password: str, dbname: str = DATABASE) -> str:
        """libpq URL (`postgresql://...`) for a role of this server."""
        host = quote(str(self.socket_dir), safe="")
        # The port is spelled out because a PGPORT in the environment would change the socket's name.
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"postgresql://{login}@/{quote(dbname, safe='')}?host={host}&port=5432"

    def start(self) -> None:
        """Start the server, made on the first start, or adopt the running one; return when it answers."""
        with self._turn():
            self._bring_up()

    def ensure(self) -> bool:
        """Connect; if that fails, wait through recovery or start what died. True if it had to be started."""
        with self._mutex:
            if self._place is not None and self._probe() in {_State.READY, _State.BUSY}:
                return False
        with self._turn():
            return self._bring_up()

    def stop(self) -> None:
        """End this object's watch and, if it owns the server, stop the server cleanly."""
        self.unwatch()
        self._up = False
        if not self.owns:
            return
        with self._turn():
            if (owner := self._owner) is None:
                return
            try:
                self._shut_down()
            finally:
                self._owner = None
                os.close(owner)

    def destroy(self) -> None:
        """Stop the server and delete its data for good. Refused for a durable server or another's."""
        if self.durable:
            raise EmbeddedServerError(
                f"{self.root} holds a durable database; destroy() is for tests. "
                f"To delete it, stop Portside and remove the folder. The log is {self.log_file}."
            )
        self.stop()
        with self._turn():
            place = self._place or locate(self.root, durable=False)
            if _postmaster(place.data)[0] is not None:
                raise self._error("The server still runs and belongs to another process", "Stop that one first.")
            remove(place)
            self._place = None

    def watch(self, interval: float = 1.0) -> None:
        """Call `ensure()` every `interval` seconds in a background thread until `unwatch()` or `stop()`."""
        with self._mutex:
            if self._watcher is not None:
                return
            self._end_watch.clear()
            self._watcher = threading.Thread(
                target=self._keep_watch, args=(interval,), name="embedded-postgres-watch", daemon=True
            )
            self._watcher.start()

    def unwatch(self) -> None:
        """End the background thread, if one runs; it finishes a restart it has begun."""
        self._end_watch.set()
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.join()

    def _keep_watch(self, interval: float) -> None:
        last_error = ""
        while not self._end_watch.wait(interval):
            try:
                self.ensure()
                last_error = ""
            except (EmbeddedServerError, OSError) as error:
                if str(error) != last_error:  # the same trouble is not told every second
                    log.error("%s", error)
                last_error = str(error)

    def _known(self) -> Place:
        if self._place is None:
            raise self._error("The server was not started", "Call start() first.")
        return self._place

    def _error(self, what: str, todo: str) -> EmbeddedServerError:
        return EmbeddedServerError(f"{what}. {todo} The log is {self.log_file}.")

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """One process and thread at a time looks after this data folder."""
        with self._mutex:
            self.root.mkdir(mode=0o711, parents=True, exist_ok=True)
            deadline = time.monotonic() + RECOVERY_SECONDS
            while (lock := _try_lock(self.root / "pg.lock")) is None:
                if time.monotonic() > deadline:
                    raise self._error(
                        f"Another process has kept the server to itself for {RECOVERY_SECONDS:.0f} s",
                        "End the Portside process that hangs and start again.",
                    )
                time.sleep(0.05)
            try:
                yield
            finally:
                os.close(lock)

    def _bring_up(self) -> bool:
        began = time.monotonic()
        place = self._place = locate(self.root, durable=self.durable)
        self._password = admin_password(place)
        if not place.data.exists():
            create_cluster(place, self._password, durable=self.durable)
        was_up, self._up = self._up, False
        launched = self._wait_until_ready(place)
        self._booting_since, self._up = None, True
        if self._owner is None:
            self._owner = _try_lock(self.root / "pg.owner")
        self._create_database()
        if launched:
            level, word = (logging.WARNING, "restarted: it had stopped") if was_up else (logging.INFO, "started")
            log.log(level, "PostgreSQL was %s; ready after %.1f s", word, time.monotonic() - began)
        return launched

    def _wait_until_ready(self, place: Place) -> bool:
        began = quiet_since = time.monotonic()
        launched = False
        while (state := self._probe()) is not _State.READY:
            now = time.monotonic()
            if state is _State.RECOVERING:
                quiet_since = now
            if now - quiet_since > QUIET_SECONDS or now - began > RECOVERY_SECONDS:
                raise self._error(
                    f"PostgreSQL {state.value} after {now - began:.0f} s",
                    f"If processes of an earlier server still use {place.data}, end them; then start again.",
                )
            if state is _State.SILENT:
                launched = self._tend(place, now - quiet_since) or launched
            time.sleep(0.02)
        return launched

    def _probe(self) -> _State:
        url = self.url(ADMIN, self._password, "postgres") + "&connect_timeout=5"
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError as error:
            # libpq itself tells "starting up" from "nobody there", so no message has to be understood.
            answer = psycopg.pq.PGconn.ping(url.encode())
            if answer == psycopg.pq.Ping.REJECT:
                return _State.RECOVERING
            if answer != psycopg.pq.Ping.OK:
                return _State.SILENT
            if "password authentication failed" in str(error):
                raise self._error(
                    f"PostgreSQL refuses the password in {self.root / 'pg-admin-password'}",
                    "Restore that file from the backup.",
                ) from error
            return _State.BUSY
        if row is None or Path(row[0]) != self._known().data:
            raise self._error(
                f"Another server answers on {self.socket_dir} (its data: {row and row[0]})",
                "Stop that server.",
            )
        return _State.READY

    def _tend(self, place: Place, quiet: float) -> bool:
        """Launch the server if nothing runs; True if launched."""
        if self._process is not None and self._process.poll() is not None:  # poll() also buries the zombie
            self._process = None
            if self._booting_since is not None:
                self._judge_failed_launch(self._booting_since)
                time.sleep(0.2)
        pid, certain = _postmaster(place.data)
        if pid is None and self._process is None:
            _clear_stale(place)
            self._launch(place)
            return True
        if quiet > 5 and pid is not None and certain and not place.socket.exists():
            log.warning("The socket in %s was deleted; PostgreSQL must be restarted", place.socket_dir)
            self._shut_down()
        return False

    def _judge_failed_launch(self, offset: int) -> None:
        with self.log_file.open("rb") as file:
            file.seek(offset)
            said = file.read().decode(errors="replace")
        if any(text in said for text in STILL_IN_USE):
            return  # orphans of a killed server end by themselves; the caller tries again
        lines = said.splitlines() or ["no reason given"]
        last = ([line for line in lines if "FATAL" in line] or lines)[-1].strip()
        raise self._error(f"PostgreSQL did not start: {last}", "Put the cause right and start again.")

    def _launch(self, place: Place) -> None:
        if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
            place.log.replace(place.log.with_suffix(".log.1"))
        options = [f"--{name}={value}" for name, value in settings(place, durable=self.durable).items()]
        # The log is opened here, so PostgreSQL's account needs no access to <root>.
        handle = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._booting_since = os.fstat(handle).st_size
            self._process = subprocess.Popen(
                [str(place.bin_dir / "postgres"), "-D", str(place.data), *options],
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=handle,
                start_new_session=True,  # Ctrl-C reaches Portside, which closes its connections first
                **place.run_as(),
            )
        finally:
            os.close(handle)
        _children[:] = [*(child for child in _children if child.poll() is None), self._process]

    def _create_database(self) -> None:
        url = self.url(ADMIN, self._password, "postgres")
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if found.fetchone() is None:
                    connection.execute("CREATE DATABASE portside")
        except psycopg.Error as error:
            raise self._error(f"The database could not be opened or made: {error}", "Start again.") from error

    def _shut_down(self) -> None:
        place = self._known()
        pid, certain = _postmaster(place.data)
        # A process id from a file is signalled only if it surely is our server.
        if pid is not None and (certain or self._probe() is not _State.SILENT):
            command = [
                str(place.bin_dir / "pg_ctl"),
                "stop",
                "-D",
                str(place.data),
                "-m",
                "fast",
                "-w",
                "-t",
                "60",
            ]
            done = subprocess.run(command, **place.run_as(), capture_output=True, text=True, check=False)
            if done.returncode != 0 and _postmaster(place.data)[0] is not None:
                raise self._error(
                    f"PostgreSQL (process {pid}) did not stop: {done.stderr.strip()}",
                    "Its data is safe; wait for its checkpoint, or end that process.",
                )
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
            self._process = None


def _try_lock(path: Path) -> int | None:
    """A descriptor holding the lock until closed (the kernel closes it if we die), or None if taken."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _postmaster(data: Path) -> tuple[int | None, bool]:
    """The process id of the data folder's live postmaster, and whether it surely is one.

    After a crash the file's number may be that of a zombie or, in a container, of quite another process.
    """
    pid = _written_pid(data / "postmaster.pid")
    if pid is None:
        return None, True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):  # ours would let us signal it
        return None, True
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
        if status.rpartition(")")[2].split()[0] in {"Z", "X"}:
            return None, True
        return (pid, True) if Path(f"/proc/{pid}/cwd").readlink() == data else (None, True)
    except OSError:
        return pid, False  # no /proc, or one that hides this


def _written_pid(file: Path) -> int | None:
    try:
        pid = int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if pid > 0 else None


def _clear_stale(place: Place) -> None:
    """Remove lock files naming a zombie or a reused number: PostgreSQL would take those for a live server.

    Other files are left to PostgreSQL's own judgement. What a killed server left running is noticed either
    way, by the shared memory it holds.
    """
    for file in (place.data / "postmaster.pid", place.socket.with_name(f"{place.socket.name}.lock")):
        pid = _written_pid(file)
        if pid is not None and Path(f"/proc/{pid}").exists():
            file.unlink()
