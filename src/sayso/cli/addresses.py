"""Addresses of the web among a command's documents: nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.core.errors import ReadError

# A path swallows the second slash of an address.
_ADDRESS = re.compile(r"(?:https?|ftp):/", re.IGNORECASE)


def refuse_addresses(documents: Iterable[str]) -> None:
    """Raise when a document is named by an address.

    Raises
    ------
    ReadError
        With what to do instead.
    """
    for document in documents:
        if _ADDRESS.match(document):
            raise ReadError(
                f"{document} is an address, and Sayso makes no network request. "
                "Save the page as a file and add the file.",
                path=document,
            )
