"""What every table shares: metadata with stable constraint names, and column types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Enum, Identity, MetaData, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# No schema is named here: each organisation's roles carry its schema in their search_path.
pk = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
created = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.transaction_timestamp())]


class Base(DeclarativeBase):
    """The declarative base; plain `str` is `text`, `datetime` is `timestamptz`, a dict is `jsonb`."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        str: Text,
        datetime: DateTime(timezone=True),
        int: BigInteger,
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


def choice(values: type[StrEnum], name: str) -> Enum:
    """A text column held to the values of `values` by a CHECK constraint called `name`."""

    def stored(members: Sequence[Any]) -> list[str]:
        return [member.value for member in members]

    return Enum(values, name=name, native_enum=False, create_constraint=True, length=40, values_callable=stored)


def one_of(column: str, values: Sequence[str]) -> str:
    """The SQL of a CHECK that holds `column` to `values`; both are literals of our own code."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"
