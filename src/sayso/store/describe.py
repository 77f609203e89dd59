"""Which SQLite engines are at hand, and how a case is kept with each."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.store.connection import WAL_FLOOR
from sayso.store.drivers import DRIVERS, IN_MEMORY, connect


@dataclass(frozen=True, slots=True)
class DriverState:
    """A driver, the version of its SQLite, and the journal that a case has while it is open."""

    name: str
    sqlite: str
    journal: str


def describe_drivers() -> tuple[DriverState, ...]:
    """Return the state of each driver, found by opening it."""
    states = []
    for name in DRIVERS:
        connection = connect(name, IN_MEMORY)
        try:
            version = connection.version
        finally:
            connection.close()
        journal = "write-ahead log" if version >= WAL_FLOOR else "rollback journal"
        states.append(DriverState(name, ".".join(map(str, version[:3])), journal))
    return tuple(states)
