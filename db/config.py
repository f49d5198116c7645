"""Settings from the environment and `.env`. A wrong one is refused at start, by name."""

from __future__ import annotations

import os
import secrets
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


class ConfigError(Exception):
    """A setting is wrong; the message names it and says what is expected."""


class Config(BaseSettings):
    """Every setting of Portside; `docs/settings.md` is generated from these descriptions."""

    model_config = SettingsConfigDict(
        env_prefix="PORTSIDE_", env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True
    )

    database_url: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DATABASE_URL", "PORTSIDE_DATABASE_URL"),
        description="PostgreSQL 15 or newer, as postgresql://user:password@host/database. The user must own "
        "the database or may create roles in it; the application itself signs in as roles of its own. "
        "Empty: Portside runs its own PostgreSQL under the data folder.",
    )
    schema_name: str = Field(
        "portside",
        validation_alias=AliasChoices("PORTSIDE_SCHEMA"),
        pattern=r"^[a-z][a-z0-9_]{0,30}$",
        description="The organisation's schema; its roles are called after it. One per organisation.",
    )
    data: Path = Field(Path(".data"), description="The folder for the embedded database, secrets and the outbox.")
    secret: SecretStr | None = Field(
        None,
        min_length=32,
        description="The key from which the database roles' passwords are derived; the same on every server of "
        "an organisation. Empty: one is made and kept in the data folder.",
    )
    port: int = Field(
        8501,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("PORT", "PORTSIDE_PORT"),
        description="The port that the server listens on.",
    )
    address: str = Field("localhost", description="The address that the server listens on.")
    time_zone: str = Field("America/New_York", description="The clinic's time zone (IANA name).")
    clinic_name: str = Field("Portside clinic", description="The clinic's name, in notices and on screen.")
    public_url: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Portside's own address, as staff open it; named in notices to staff.",
    )
    portal_url: str = Field("", description="The patient portal's address, named in notices.")
    demo: bool = Field(False, description="1: load the demo clinic also into a DATABASE_URL, if it is empty.")
    demo_password: SecretStr | None = Field(
        None,
        min_length=15,
        max_length=128,
        description="The demo cast's password. Empty: a random one for each, printed and kept in the data folder.",
    )
    cookie_secure: bool = Field(
        True,
        description="0: the session cookie is also sent over plain HTTP. Browsers treat localhost as secure, so "
        "only a test network without TLS needs this.",
    )
    idle_minutes: int = Field(15, ge=2, le=60, description="A session ends after so many minutes without activity.")
    session_hours: int = Field(12, ge=1, le=24, description="A session ends after so many hours at the latest.")
    look_seconds: int = Field(
        20,
        ge=1,
        le=300,
        description="Browsers look for news after so many seconds, each at a pace of its own that is at most twice "
        "as slow.",
    )
    undo_seconds: int = Field(15, ge=0, le=120, description="How long a reply can be undone before it is sent.")
    smtp_host: str = Field("", description="The mail server for notices. Empty: they are written as .eml files.")
    smtp_port: int = Field(587, ge=1, le=65535, description="The mail server's port.")
    smtp_user: str = Field("", description="The mail server's user name.")
    smtp_password: SecretStr | None = Field(None, description="The mail server's password.")
    smtp_starttls: bool = Field(True, description="0: no STARTTLS (a mail server on this machine only).")
    webhooks: bool = Field(
        True, description="0: webhooks to the on-call contact are written as files instead of being sent."
    )
    mail_from: str = Field("no-reply@portside.invalid", description="The sender of notices.")
    clamav: str = Field(
        "",
        pattern=r"^(/.+|.+:\d{1,5})?$",
        description="ClamAV's daemon, as host:port or the path of its socket: files of patients open only when it "
        "has found them clean. Empty: none is asked.",
    )
    results_dir: Path | None = Field(
        None,
        description="A folder that the worker takes laboratories' result files (HL7 v2) from; each goes to its "
        "subfolder taken, or refused. Empty: no folder is watched.",
    )
    payments_dir: Path | None = Field(
        None,
        description="A folder that the worker takes insurers' remittances (X12 835) and banks' and card processors' "
        "files from; each goes to its subfolder taken, or refused. Empty: no folder is watched.",
    )
    mllp_host: str = Field("127.0.0.1", description="The address that `python -m console listen` takes results on.")
    mllp_port: int = Field(
        2575, ge=1, le=65535, description="The port that `python -m console listen` takes results on (HL7 over MLLP)."
    )
    pool_size: int = Field(20, ge=2, le=200, description="Database connections that a server keeps at most.")

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                url = make_url(value.get_secret_value())
            except ArgumentError:
                raise ValueError("not an address like postgresql://user:password@host/database") from None
            if not url.drivername.startswith("postgres") or not url.database:
                raise ValueError("PostgreSQL only, with a database's name: postgresql://user:password@host/database")
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone such as America/New_York")
        return value

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def root(self) -> Path:
        """The data folder, made on first use. What is secret in it is private by its own mode.

        Others may pass through it (711), since PostgreSQL never runs as root: started by root, it stands
        in a folder of its own below, as another account.
        """
        folder = self.data.expanduser().absolute()
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o711)
        return folder

    @cached_property
    def secret_key(self) -> bytes:
        """The configured secret, or the one kept in the data folder."""
        if self.secret is not None:
            return self.secret.get_secret_value().encode()
        return kept_secret(self.root / "secret")


def kept_secret(path: Path) -> bytes:
    """The secret in `path`, made on first use with mode 600; two processes agree on the first one's."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    value = secrets.token_urlsafe(48).encode()
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
    return value


def load_config() -> Config:
    """Read the settings; raise `ConfigError` naming every wrong one (never its value: it may be a secret)."""
    try:
        return Config()
    except ValidationError as error:
        lines = [f"{environment_name(str(item['loc'][0]))}: {item['msg']}" for item in error.errors()]
        raise ConfigError("Settings that can't be used:\n  " + "\n  ".join(lines)) from None


def environment_name(field: str) -> str:
    """The environment variable of a field (pydantic names either, depending on where the value came from)."""
    info = Config.model_fields.get(field)
    if info is None:
        return field.upper()
    alias = info.validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return f"PORTSIDE_{field.upper()}"


@lru_cache(maxsize=1)
def config() -> Config:
    """The settings of this process, read once."""
    return load_config()
