"""The command `sayso`: its list of commands, and what its exit status says.

0 done; 1 the request could not be met; 2 wrong usage; 3 done, but something was left out; 130
interrupted. Each command's module is imported only when the command is asked for, so that
`sayso --help` stays quick.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

import sayso

#: Command, module under `sayso.cli`, and the line that `sayso --help` shows for it.
COMMANDS = (
    ("demo", "demo", "Build the demonstration case offline and print what it shows."),
    ("read", "read", "Show who says what in documents, without a case."),
    ("new", "new", "Create an empty case, one file."),
    ("add", "add", "Read documents into a case."),
    ("actors", "actors", "Show actors and ties, each with who asserts and who denies it."),
    ("diff", "diff", "Set two accounts side by side: agreed, clash, only one says it."),
    ("report", "report", "Write a case's report: HTML, Markdown or JSON."),
    ("import", "import_", "Bring in rival accounts, or what people decided about rows."),
    ("export", "export", "Write a case in a format for other programs."),
    ("verify", "verify", "Check that documents, ledger and schema are intact."),
    ("doctor", "doctor", "Show which protections, parts and settings are in force."),
    ("completion", "completion", "Print the completion script of a shell."),
)

_EPILOG = "\b\nExample:\n  sayso new kabul.sayso && sayso add kabul.sayso articles/"


class Stopped(Exception):  # noqa: N818 - an interruption, not an error
    """The user pressed Ctrl+C; the message says what is kept and how to go on."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102
        return [name for name, _, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        for name, module, _ in COMMANDS:
            if name == cmd_name:
                command = importlib.import_module(f"sayso.cli.{module}").command
                assert isinstance(command, click.Command)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, _, line in COMMANDS])


@click.group(
    cls=LazyGroup,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(sayso.__version__, "--version", message="sayso %(version)s")
def cli() -> None:
    """Who did it, on whose say-so, and how well does every rival account hold up?

    Sayso reads documents, keeps every claim tied to the words on the page and to whoever makes it,
    and gives no verdict of its own. It makes no network request.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    # A program started with a closed output has None here, and every message would fail.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    status = run()
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError) as error:
        sys.stdout = None
        if status == 0 and not isinstance(error, AttributeError):
            _say(f"sayso: standard output cannot be written: {error}.")
            status = 1
    sys.exit(status)


def run(arguments: list[str] | None = None) -> int:
    """Return the exit status of one run; messages go to standard error."""
    try:
        result = cli.main(args=arguments, prog_name="sayso", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Stopped as stop:
        _say(str(stop))
        return 130
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped. Nothing that was finished is lost; run the same command again to go on.")
        return 130
    except BrokenPipeError:
        # The reader of our output (head, a pager) has gone; the interpreter would complain at exit.
        sys.stdout = None
        return 1
    except Exception as error:
        # Imported here: `sayso --help` needs none of the core and must not pay for it.
        from sayso.core.errors import SaysoError

        if isinstance(error, SaysoError):
            _say(f"sayso: {error.message}")
        elif isinstance(error, OSError):
            # A full disk, a folder without permission: the system says which file and why.
            place = f"{error.filename}: " if error.filename else ""
            _say(f"sayso: {place}{error.strerror or error}. Check the place and try again.")
        else:
            raise
        return 1
    return result if isinstance(result, int) else 0


def _say(message: str) -> None:
    from sayso.core.text import show_safely

    click.echo(show_safely(message), err=True)
