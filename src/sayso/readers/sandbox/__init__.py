"""Parsers in a process of their own that can reach nothing but one document and one pipe."""

from sayso.readers.sandbox.collector import Answer
from sayso.readers.sandbox.supervisor import Layer, Sandbox

__all__ = ["Answer", "Layer", "Sandbox"]
