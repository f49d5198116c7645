"""The portal's side of a test: its client, signed-in patients, and somebody who has only the portal's password."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from db.engine import DatabaseRole, Organisation, engine_for
from db.models import Site
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_visits import Visit, connect, sign_in


@pytest.fixture
def portal(place: Organisation) -> Iterator[PortalClient]:
    """The contract, connected to as the portal role."""
    engine = engine_for(place, DatabaseRole.PORTAL, pool_size=8)
    yield PortalClient(engine)
    engine.dispose()


@pytest.fixture
def rosa(clinic: Clinic, portal: PortalClient) -> Visit:
    """A patient, signed in."""
    return sign_in(clinic, portal, clinic.patient("Rosa", "Diaz", site_id=clinic.id_of(Site, "Harbor Clinic")))


@pytest.fixture
def ana(clinic: Clinic, portal: PortalClient) -> Visit:
    """Rosa's daughter, signed in with an account of her own."""
    return sign_in(clinic, portal, clinic.patient("Ana", "Diaz"))


@pytest.fixture
def tom(clinic: Clinic, portal: PortalClient) -> Visit:
    """Another patient, signed in."""
    return sign_in(clinic, portal, clinic.patient("Tom", "Berg"))


@pytest.fixture
def intruder(place: Organisation) -> Iterator[psycopg.Connection[Any]]:
    """Somebody who has the portal's password."""
    with connect(place) as connection:
        yield connection


@pytest.fixture
def owner(place: Organisation) -> Iterator[psycopg.Connection[Any]]:
    """The schema's owner, to read the catalog and to spoil grants on purpose."""
    with connect(place, DatabaseRole.OWNER) as connection:
        yield connection
