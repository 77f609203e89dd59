"""Settings come from flags, variables, the case's file and the user's, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.cli.settings import Settings, find_settings
from sayso.core import SettingsError


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sayso.toml").write_text(text, encoding="utf-8")


def find(tmp_path: Path, **options: object):
    return find_settings(
        tmp_path / "case" / "k.sayso",
        environment=options.get("environment", {}),
        flags=options.get("flags"),
        user_folder=tmp_path / "user",
    )


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    found = find(tmp_path)
    assert found.settings == Settings()
    assert set(dict(found.sources).values()) == {"default"}
    assert found.off_default() == ()


def test_each_source_overrides_the_one_below_it(tmp_path: Path) -> None:
    write(tmp_path / "user", 'analyst = "U"\nthreshold = 0.1')
    write(tmp_path / "case", "threshold = 0.2")
    assert find(tmp_path).settings == Settings(analyst="U", threshold=0.2)
    variables = {"SAYSO_THRESHOLD": "0.3"}
    assert find(tmp_path, environment=variables).settings.threshold == 0.3
    found = find(tmp_path, environment=variables, flags={"threshold": 0.4, "reading": None})
    assert found.settings.threshold == 0.4
    assert dict(found.sources)["threshold"] == "flag"
    assert dict(found.sources)["analyst"].endswith("sayso.toml")
    assert found.off_default() == (("threshold", "0.4"),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("treshold = 0.2", "treshold"),
        ("threshold = 2", "0 to 1"),
        ("threshold = true", "0 to 1"),
        ("analyst = 3", "analyst"),
        ("analyst = ", "not TOML"),
    ],
)
def test_a_bad_file_is_an_error_that_names_it(tmp_path: Path, text: str, named: str) -> None:
    write(tmp_path / "case", text)
    with pytest.raises(SettingsError) as error:
        find(tmp_path)
    assert named in error.value.message
    assert "sayso.toml" in error.value.message


def test_an_unknown_variable_is_warned_about_and_a_test_variable_is_not(tmp_path: Path) -> None:
    found = find(tmp_path, environment={"SAYSO_TRESHOLD": "1", "SAYSO_SHARED": "x"})
    assert len(found.warnings) == 1
    assert "SAYSO_TRESHOLD" in found.warnings[0]
