"""Settings: flags, then SAYSO_* variables, then sayso.toml beside the case, then the user's own."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import click

from sayso.core.errors import SettingsError

FILE_NAME = "sayso.toml"
_PREFIX = "SAYSO_"
#: Variables with our prefix that are no settings: where tests find data, what they may not skip.
_NOT_SETTINGS = ("SAYSO_SHARED", "SAYSO_REQUIRE", "SAYSO_TEST_")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set.

    `analyst` is the name written beside what is recorded. `reading` names the plug-in that finds
    attributions. An attribution whose confidence (0 to 1) is below `threshold` is a suggestion and
    enters no view by default; None takes the reading's own threshold. `recognisers` names what
    finds names beside our own rules: `gazetteer:FILE.csv`, `spacy:PIPELINE`, plug-ins, with commas
    between.
    """

    analyst: str = "unnamed analyst"
    reading: str = "model"
    threshold: float | None = None
    recognisers: str = ""


#: Settings that change a result and are printed with it when they differ from their default.
CHANGES_RESULTS = ("reading", "threshold", "recognisers")


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """Settings, where each comes from, and what was noticed on the way.

    `sources` holds pairs of key and source: `default`, `flag`, a variable's name or a file's path.
    """

    settings: Settings
    sources: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()

    def off_default(self) -> tuple[tuple[str, str], ...]:
        """Return key and value of each setting that changes results and is not at its default."""
        usual = Settings()
        return tuple(
            (key, str(getattr(self.settings, key)))
            for key in CHANGES_RESULTS
            if getattr(self.settings, key) != getattr(usual, key)
        )


def find_settings(
    case: Path | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    user_folder: Path | None = None,
) -> FoundSettings:
    """Return the settings in force for a case (or for none).

    Raises
    ------
    SettingsError
        When a file has an unknown key, a value of the wrong kind, or is not TOML.
    """
    environment = os.environ if environment is None else environment
    user_folder = user_folder or Path(click.get_app_dir("sayso"))
    values: dict[str, object] = {}
    sources = {field.name: "default" for field in fields(Settings)}
    files = [user_folder / FILE_NAME]
    if case is not None:
        files.append(case.parent / FILE_NAME)
    for path in files:
        for key, value in _read_file(path).items():
            values[key] = _check(key, value, f'{path}, key "{key}"')
            sources[key] = str(path)
    warnings = []
    for variable in sorted(name for name in environment if name.startswith(_PREFIX)):
        if variable.startswith(_NOT_SETTINGS):
            continue
        key = variable.removeprefix(_PREFIX).lower()
        if key not in sources:
            # Another program may use the prefix, so this is no error as it is in our own file.
            warnings.append(
                f"The variable {variable} is no setting of Sayso and was ignored. "
                f"The settings are: {', '.join(sources)}."
            )
            continue
        values[key] = _check(key, environment[variable], f"variable {variable}")
        sources[key] = variable
    for key, value in (flags or {}).items():
        if value is not None:
            values[key] = _check(key, value, f"--{key}")
            sources[key] = "flag"
    settings = Settings(**values)  # type: ignore[arg-type]
    return FoundSettings(settings, tuple(sources.items()), tuple(warnings))


def _read_file(path: Path) -> dict[str, object]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read: {error.strerror}. Check its permissions.", path=str(path)
        ) from error
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} is not TOML: {error}. Mend the line or remove the file.", path=str(path)
        ) from error
    known = [field.name for field in fields(Settings)]
    for key in table:
        if key not in known:
            raise SettingsError(
                f'{path}: "{key}" is no setting of Sayso. The settings are: {", ".join(known)}.',
                path=str(path),
                location=key,
                value=table[key],
            )
    return table


def _check(key: str, value: object, where: str) -> object:
    if key == "recognisers" and value == "":
        return value  # none, where another place names some
    if key == "threshold":
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            number = -1.0
        if not 0.0 <= number <= 1.0 or isinstance(value, bool):
            raise SettingsError(
                f'{where}: "{value}" is not a number from 0 to 1, for example 0.5.',
                location=where,
                value=value,
            )
        return number
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise SettingsError(
            f"{where}: {value!r} is not a text of 1 to 200 characters.",
            location=where,
            value=value,
        )
    return value
