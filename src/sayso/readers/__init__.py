"""Formats in: files become documents, each word with its place in the original."""

from sayso.readers.facade import DocumentReader, ReadOutcome, describe_layers
from sayso.readers.given import GivenRow, read_given_row
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import UnreadableError
from sayso.readers.sandbox import Layer

__all__ = [
    "DocumentReader",
    "GivenRow",
    "Layer",
    "ReadLimits",
    "ReadOutcome",
    "UnreadableError",
    "describe_layers",
    "read_given_row",
]
