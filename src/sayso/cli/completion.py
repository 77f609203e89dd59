"""`sayso completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sayso.cli.main import cli
from sayso.cli.terminal import common_options

_EPILOG = """\b
Examples:
  sayso completion bash > ~/.local/share/bash-completion/completions/sayso
  sayso completion fish > ~/.config/fish/completions/sayso.fish"""


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common_options
def command(shell: str) -> int:
    """Print the completion script of a shell: bash, zsh or fish."""
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "sayso", "_SAYSO_COMPLETE").source())
    return 0
