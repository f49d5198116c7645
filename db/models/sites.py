"""A site: a place where the clinic sees patients."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, pk


class Site(Base):
    """A place where the clinic sees patients; its time zone decides its business hours."""

    __tablename__ = "site"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(server_default="")
    time_zone: Mapped[str] = mapped_column(server_default="America/New_York")
