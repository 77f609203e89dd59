"""What commands share when they show something: safe text, JSON, progress, the local log."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso.cli.settings import FoundSettings
from sayso.core.problem import Problem
from sayso.core.text import show_safely

_UNSAFE_IN_JSON = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
#: Code points of a name that a progress bar shows.
_WIDTH = 40
_Command = TypeVar("_Command", bound=Callable[..., Any])


def utc_now() -> str:
    """Return the present instant in UTC as RFC 3339, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def common_options(function: _Command) -> _Command:
    """Add `-v` and `-q`, which every command takes."""
    for names, help_text in (
        (("-v", "--verbose"), "Say more about what is being done."),
        (("-q", "--quiet"), "Show no progress and no remarks."),
    ):
        click.option(*names, is_flag=True, help=help_text, expose_value=False, callback=_keep)(
            function
        )
    return function


def _keep(context: click.Context, option: click.Parameter, value: bool) -> None:
    context.meta[f"sayso.{option.name}"] = value


def _is_set(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(f"sayso.{name}"))


def is_quiet() -> bool:
    """Return whether the command runs with `-q`."""
    return _is_set("quiet")


def json_option(function: _Command) -> _Command:
    """Add `--json`, which every command that shows something takes."""
    click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")(function)
    return function


def show(text: str = "") -> None:
    """Print text for a person on standard output, control characters written out."""
    click.echo(show_safely(text))


def remark(text: str, *, needed: bool = False) -> None:
    """Print a message on standard error, control characters written out; `-q` hides it.

    A message that is `needed` is printed in any case.
    """
    if needed or not is_quiet():
        click.echo(show_safely(text), err=True)


def show_json(value: object) -> None:
    """Print a value as JSON on standard output, fit for a terminal and for any parser."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    click.echo(_UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


def list_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one a line, those that lost something first.

    Problems that lost nothing are notes, which `-q` hides; of notes that say the same of several
    places the first is printed, with the number of the others.
    """
    ordered = sorted(problems, key=lambda problem: not problem.lost)
    alike = Counter((problem.kind, problem.what) for problem in ordered if not problem.lost)
    for problem in ordered:
        label = "left out" if problem.lost else "note"
        line = show_safely(problem.describe(), one_line=True)
        others = 0 if problem.lost else alike.pop((problem.kind, problem.what), 0) - 1
        if others >= 0:
            more = f" (and {others} more like it)" if others else ""
            remark(f"{label}: {line} [{problem.kind}]{more}", needed=problem.lost)


def remark_settings(found: FoundSettings) -> None:
    """Print warnings, and the settings that change the result and are off their default."""
    for warning in found.warnings:
        remark(f"warning: {warning}", needed=True)
    changed = ", ".join(f"{key} = {value}" for key, value in found.off_default())
    if changed:
        remark(f"settings off their default: {changed}")


@contextmanager
def progress(
    label: str, total: int | None, *, shows: bool = False
) -> Iterator[Callable[[str], None]]:
    """Give a function to be called with the name of each finished thing; draws on a terminal only.

    `shows` says that the command prints on standard output while the bar is up.

    `NO_COLOR` is honoured by rich, which draws the bar.
    """
    # Where both outputs share a screen, lines that are shown meanwhile would run into the bar.
    if is_quiet() or not sys.stderr.isatty() or (shows and sys.stdout.isatty()):
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)

        def advance(name: str) -> None:
            plain = Text(show_safely(name, one_line=True)).plain
            short = plain if len(plain) <= _WIDTH else f"…{plain[1 - _WIDTH :]}"
            bar.update(task, advance=1, description=f"{label} {short}")

        yield advance


class _PrivateFile(RotatingFileHandler):
    """A log for its owner only, the file that begins after a rotation included."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return open(descriptor, "a", encoding="utf-8")  # noqa: PTH123 - by descriptor


def start_log() -> None:
    """Send the library's log to a file of the user's own, and with `-v` to standard error.

    The log holds counts, kinds and hashes, never words of documents. Where the folder cannot be
    written there is no log, and the command goes on.
    """
    logger = logging.getLogger("sayso")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    with suppress(OSError):
        folder = Path(click.get_app_dir("sayso"))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "sayso.log"
        file = _PrivateFile(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(file)
    if _is_set("verbose"):
        stream = logging.StreamHandler(sys.stderr)
        stream.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(stream)


def stop_log() -> None:
    """Close what `start_log` opened."""
    logger = logging.getLogger("sayso")
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
