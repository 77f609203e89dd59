"""The versions of the schema, and the steps from each to the next."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import StoreError
from sayso.store.ddl import create_statements, kind_statements
from sayso.store.schema import JUDGEMENT, SCHEMA_1, SCHEMA_2, Schema


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to `schema` from the version before it: SQL statements, run in one transaction."""

    schema: Schema
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """The versions that a release of Sayso can read: the first, and each later one."""

    first: Schema
    migrations: tuple[Migration, ...] = ()

    @property
    def current(self) -> Schema:
        """Return the newest version, the one that is written."""
        return self.migrations[-1].schema if self.migrations else self.first

    def find(self, number: int) -> Schema:
        """Return version `number`.

        Raises
        ------
        StoreError
            When this release does not know it.
        """
        for schema in (self.first, *(migration.schema for migration in self.migrations)):
            if schema.number == number:
                return schema
        raise StoreError(
            f"The case has schema {number}; this version of Sayso reads schema "
            f"{self.first.number} to {self.current.number}. Install a version of Sayso that reads "
            f"schema {number}.",
            value=number,
        )

    def build(self, number: int) -> tuple[str, ...]:
        """Return the statements that make an empty case of version `number`.

        A new case is made as an old one that was brought up to date, so that both have one text.
        """
        return create_statements(self.first) + self.steps(self.first.number, number)

    def steps(self, above: int, number: int) -> tuple[str, ...]:
        """Return the statements that lead from version `above` to version `number`."""
        return tuple(
            statement
            for migration in self.migrations
            if above < migration.schema.number <= number
            for statement in migration.statements
        )


#: Steps from version 1 on.
MIGRATIONS: tuple[Migration, ...] = (Migration(SCHEMA_2, kind_statements(JUDGEMENT, 2)),)

RELEASE = Release(SCHEMA_1, MIGRATIONS)
CURRENT = RELEASE.current
