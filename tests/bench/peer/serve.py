"""`python -m tests.bench.peer.serve PORT`: Django's admin over the clinic that `DATABASE_URL` names.

Django's own tables (users, sessions, its log) lie in a SQLite file of `PEER_DATA`; the clinic's are used as
they are, as the application's own role. One signed-in session's cookie value is printed first.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import django
import uvicorn
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

NAME = "peer"


def configure() -> None:
    """Django's settings, as `startproject` makes them, less what the benchmark doesn't use."""
    clinic = conninfo_to_dict(os.environ["DATABASE_URL"])
    settings.configure(
        DEBUG=False,
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF="tests.bench.peer.urls",
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "tests.bench.peer",
            "tests.bench.peer.refills",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(os.environ["PEER_DATA"]) / "peer.sqlite"),
            },
            "clinic": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": clinic.get("host", ""),
                "PORT": clinic.get("port", ""),
                "NAME": clinic["dbname"],
                "USER": clinic["user"],
                "PASSWORD": clinic.get("password", ""),
                "CONN_MAX_AGE": 600,
                "OPTIONS": {"options": f"-c search_path={os.environ['PEER_SEARCH_PATH']}"},
            },
        },
        DATABASE_ROUTERS=["tests.bench.peer.serve.Router"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        STATIC_URL="static/",
        USE_TZ=True,
        LOGGING={
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"log": {"class": "logging.StreamHandler"}},
            "root": {"handlers": ["log"], "level": "WARNING"},
        },
    )


class Router:
    """The clinic's tables are in the clinic's database."""

    def db_for_read(self, model: type, **_hints: object) -> str:
        """Where a model's rows are."""
        return "clinic" if model.__module__.startswith("tests.bench.peer") else "default"

    db_for_write = db_for_read

    def allow_relation(self, *_objects: object, **_hints: object) -> bool:
        """Rows of one clinic refer to each other."""
        return True

    def allow_migrate(self, database: str, *_what: object, **_hints: object) -> bool:
        """Django makes its own tables only."""
        return database == "default"


def main() -> None:
    """Make Django's own tables and one signed-in session, print its cookie, serve."""
    configure()
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
    from django.core.asgi import get_asgi_application
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    person = User.objects.create_superuser(NAME, password=secrets.token_urlsafe())
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    sys.stdout.write(f"{session.session_key}\n")
    sys.stdout.flush()
    uvicorn.run(ASGIStaticFilesHandler(get_asgi_application()), port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
