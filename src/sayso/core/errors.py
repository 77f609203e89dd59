"""The errors of requests that cannot be met; trouble with the material is a `Problem` instead."""

from __future__ import annotations


class SaysoError(Exception):
    """A request that cannot be met, with what was wrong, where, and what to do.

    `message` is one plain sentence or two for the user. `path`, `location` and `value` say where
    and on what, when known, so that a program need not read the sentence.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        location: str | None = None,
        value: object = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.location = location
        self.value = value


class ReadError(SaysoError):
    """Input that was asked for cannot be reached: no such file, no permission."""


class DataError(SaysoError):
    """A value given by the caller has no meaning: an impossible date, an unknown predicate."""


class StoreError(SaysoError):
    """A case cannot be opened, read or written."""


class ExportError(SaysoError):
    """A report or export cannot be written."""


class SettingsError(SaysoError):
    """A setting is unknown or has a value that cannot be used."""


class MissingExtraError(SaysoError):
    """An optional part is not installed; the message holds the line that installs it."""
