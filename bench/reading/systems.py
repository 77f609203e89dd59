"""The readings and the peers as commands that take the same file and write the same rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from attribution_data import read_rows

BENCH = Path(__file__).resolve().parent.parent
#: The default reading first: what is compared is compared with it.
READINGS = ("model", "rules")


@dataclass(frozen=True, slots=True)
class System:
    """A way to find attributions: its short name, how it is titled, and how it is called.

    `command` ends where the paths of the file to read and the file to write follow; `options` go
    before them where two processes are to share the work.
    """

    name: str
    title: str
    command: tuple[str, ...]
    flags: tuple[str, str] = ("", "")
    note: str = ""

    def call(self, source: Path, target: Path, jobs: int = 1) -> list[str]:
        """Return the command that reads `source` and writes `target`."""
        more = ("--jobs", str(jobs)) if jobs > 1 else ()
        paths = zip(self.flags, (str(source), str(target)), strict=True)
        return [*self.command, *more, *(word for pair in paths for word in pair if word)]


def find_readings(wanted: Iterable[str]) -> list[System]:
    """Return our readings with these names, or exit with the names there are."""
    from sayso.extract import list_readings

    known = list_readings()
    found = []
    for name in wanted:
        if name not in known:
            sys.exit(f"There is no reading {name!r} here, only {', '.join(known)}. See --readings.")
        command = (sys.executable, "-m", "sayso", "read", "-q", "--reading", name)
        found.append(System(name, f"`{name}`", command, ("--jsonl", "--out")))
    return found


def attributing(reading: str) -> System:
    """Return one of our readings without asserters and faces: attributions alone."""
    driver = Path(__file__).with_name("attributing.py")
    return System(reading, f"`{reading}`", (sys.executable, str(driver), reading))


def find_textacy(python: str | None) -> System | None:
    """Return textacy in an interpreter, or None, with a remark, without it."""
    driver = BENCH / "textacy_peer.py"
    found = _ask_versions(python, driver)
    if found is None:
        return None
    return System(
        "textacy",
        f"textacy {found['textacy']}, by paragraph",
        (str(python), str(driver)),
        note=f"textacy finds direct quotations only, by its documentation; it ran with spaCy "
        f"{found['spacy']} and {found['model']}, without the recogniser of names.",
    )


def find_citron(python: str | None, checkout: Path | None, model: Path | None) -> System | None:
    """Return Citron from a trained checkout, or None, with a remark, without it."""
    if checkout is None:
        return None
    driver = BENCH / "citron_peer.py"
    given = (str(checkout), *(("--model", str(model)) if model else ()))
    found = _ask_versions(python or sys.executable, driver, *given)
    if found is None:
        return None
    return System(
        "citron",
        f"Citron (bbc/citron, {found['citron']}), retrained",
        (python or sys.executable, str(driver), *given),
        note=f"Citron ran with its model {found['model']}, spaCy "
        f"{found['spacy']} and {found['pipeline']}, without coreferences, as in its own "
        "evaluation.",
    )


def _ask_versions(python: str | None, driver: Path, *given: str) -> dict[str, str] | None:
    if python is None:
        return None
    command = [python, str(driver), *given, "--versions"]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        print(f"{python}: {error.strerror}; {driver.name} is not run.", file=sys.stderr)
        return None
    if done.returncode:
        reason = done.stderr.strip()[-300:]
        print(f"{python}: {reason}; {driver.name} is not run.", file=sys.stderr)
        return None
    found: dict[str, str] = json.loads(done.stdout)
    return found


def write_bare(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write rows with nothing but id and text."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)


def read_texts(
    system: System, rows: Iterable[Mapping[str, Any]], folder: Path, jobs: int = 1
) -> dict[str, dict[str, Any]]:
    """Return the answers of one of our readings to some texts, by id.

    Raises
    ------
    SystemExit
        When the reading fails or leaves a text out, with the end of what it says.
    """
    source, target = folder / f"{system.name}-in.jsonl", folder / f"{system.name}-out.jsonl"
    write_bare(rows, source)
    target.unlink(missing_ok=True)  # else the run goes on where the last one ended
    done = subprocess.run(system.call(source, target, jobs), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{system.name} ended with status {done.returncode}: {done.stderr[-600:]}")
    answers = {answer["id"]: answer for answer in read_rows(target)}
    check_answers(system, answers)
    return answers


def check_answers(system: System, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Exit where a reading fell back to another one: its figures would be somebody else's."""
    methods = list_methods(answers)
    if methods and not any(method.startswith(f"{system.name}/") for method in methods):
        sys.exit(
            f"The reading {system.name!r} gave rows of {', '.join(methods)} alone: its model could "
            "not be loaded. `sayso doctor` says why."
        )


def list_methods(answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the methods that the rows of some answers name, in the order of the alphabet."""
    return sorted(
        {item["method"] for answer in answers.values() for item in answer["attributions"]}
    )


def describe_model() -> str:
    """Return version, hash and size of the model that comes along, or an empty text without one."""
    folder = files("sayso.extract") / "model"
    card = folder / "model.json"
    if not card.is_file():
        return ""
    import hashlib

    told = json.loads(card.read_bytes())
    digest = hashlib.sha256(card.read_bytes()).hexdigest()[:12]
    size = sum(len(item.read_bytes()) for item in folder.iterdir() if item.is_file())
    interim = " (**interim weights: not a result**)" if told["training"].get("interim") else ""
    libraries = []
    for name in ("onnxruntime", "numpy"):
        try:
            libraries.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return (
        f"Model {told['version']}{interim}, model.json sha256 {digest}, {size / 1e6:.1f} MB in "
        f"all, run by {' and '.join(libraries) or 'nothing'}."
    )
