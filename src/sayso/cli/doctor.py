"""`sayso doctor`: which protections, parts and settings are in force here."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import Any

import click

import sayso
from sayso.cli.settings import find_settings
from sayso.cli.terminal import common_options, json_option, show, show_json

_EPILOG = """\b
Example:
  sayso doctor"""


@click.command("doctor", epilog=_EPILOG)
@json_option
@common_options
def command(as_json: bool) -> int:
    """Show which layers of protection, parts and settings are in force.

    A layer that is not in force leaves the others standing; a document read without it says so in
    the report.
    """
    state = examine()
    if as_json:
        show_json(state)
        return 0
    show(f"sayso {state['version']}, Python {state['python']}, {state['platform']}")
    show("\nReading documents, layers of protection:")
    for layer in state["layers"]:
        show(f"  {'yes' if layer['in_force'] else 'no ':3}  {layer['name']}: {layer['why']}")
    show("\nCases:")
    for engine in state["stores"]:
        show(f"  {engine['name']}: SQLite {engine['sqlite']}, journal {engine['journal']}")
    show("\nReadings: " + ", ".join(state["readings"]))
    model = state["model"]
    if model["trouble"] is None:
        show(f"  yes  trained model: version {model['version']}, SHA-256 {model['sha256']}")
    else:
        show(f"  no   trained model: {model['trouble']} Documents are read by the rules alone.")
    show("\nSettings:")
    for setting in state["settings"]:
        show(f"  {setting['key']} = {setting['value']}  ({setting['source']})")
    for warning in state["warnings"]:
        show(f"  warning: {warning}")
    return 0


def examine() -> dict[str, Any]:
    """Return what `sayso doctor` shows, as plain data."""
    from sayso.extract import list_readings
    from sayso.models import describe_model
    from sayso.readers import describe_layers
    from sayso.store import describe_drivers

    found = find_settings(Path("case"))
    model = describe_model()
    return {
        "version": sayso.__version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "executable": sys.executable,
        "layers": [
            {"name": layer.name, "in_force": layer.in_force, "why": layer.why}
            for layer in describe_layers()
        ],
        "stores": [
            {"name": driver.name, "sqlite": driver.sqlite, "journal": driver.journal}
            for driver in describe_drivers()
        ],
        "readings": list(list_readings()),
        "model": {"version": model.version, "sha256": model.sha256, "trouble": model.trouble},
        "settings": [
            {"key": key, "value": _written(getattr(found.settings, key)), "source": source}
            for key, source in found.sources
        ],
        "warnings": list(found.warnings),
    }


def _written(value: object) -> str:
    return "the reading's own" if value is None else str(value)
