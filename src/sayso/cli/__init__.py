"""The command line: parse, make one library call, show the result."""

from sayso.cli.main import main

__all__ = ["main"]
