"""What the base installs is light, licensed for everybody, and described in the manual."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Gates of the design, unpacked: 80 MB in 30 distributions, Sayso apart; what reads text has a line
# of its own (90 MB, 8 distributions), and so has numpy, which a much larger limit would hide.
LARGEST_MB = 80
MOST_DISTRIBUTIONS = 30
READS_TEXT = ("onnxruntime", "nupunkt")
LARGEST_READING_MB = 90
MOST_READING_DISTRIBUTIONS = 8
LARGEST_NUMPY_MB = 65

ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|zlib|Unlicense|any[- ]OSI|OSI Approved"
    r"|MPL[- ]2\.0|public domain|0BSD|CC0",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\b(?:A|L)?GPL|General Public|Commercial|Proprietary", re.IGNORECASE)
#: Distributions whose metadata name no licence that the pattern knows, and what theirs is.
EXCEPTIONS: dict[str, str] = {}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def base_distributions(*roots: str) -> dict[str, Distribution]:
    """Return every distribution that a base install, or `roots`, bring, by its canonical name."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {name: distribution(name) for name in roots}
    waiting = list(roots) or ["sayso"]
    while waiting:
        for line in distribution(waiting.pop()).requires or ():
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
                continue
            name = canonical(requirement.name)
            if name not in found:
                found[name] = distribution(name)
                waiting.append(name)
    return found


def licence_of(dist: Distribution) -> str:
    """Return what a distribution says of its licence: expression, then field, then classifier."""
    meta = dist.metadata
    classifiers = [c for c in meta.get_all("Classifier") or () if c.startswith("License ::")]
    texts = (meta.get("License-Expression"), meta.get("License"), " ".join(classifiers))
    # Some carry the whole licence text in the field; its first line names it.
    return next((text.strip()[:200] for text in texts if text and text.strip()), "")


def is_allowed(dist: Distribution) -> bool:
    name = canonical(dist.metadata["Name"])
    licence = EXCEPTIONS.get(name) or licence_of(dist)
    return bool(ALLOWED.search(licence)) and not REFUSED.search(licence)


def size_mb(dist: Distribution) -> float:
    files = [Path(str(dist.locate_file(file))) for file in dist.files or ()]
    kept = (file for file in files if "__pycache__" not in file.parts and file.is_file())
    return sum(file.stat().st_size for file in kept) / 1e6


def test_every_base_distribution_has_a_licence_of_the_list() -> None:
    refused = {
        name: licence_of(dist)
        for name, dist in base_distributions().items()
        if not is_allowed(dist)
    }
    assert not refused


@pytest.mark.parametrize("line", ["License-Expression: GPL-3.0-only", "License: AGPL", ""])
def test_a_planted_distribution_without_such_a_licence_is_refused(
    tmp_path: Path, line: str
) -> None:
    folder = tmp_path / "planted-1.0.dist-info"
    folder.mkdir()
    header = "Metadata-Version: 2.4\nName: planted\nVersion: 1.0\n"
    (folder / "METADATA").write_text(f"{header}{line}\n", encoding="utf-8")
    assert not is_allowed(PathDistribution(folder))


def test_the_base_stays_light() -> None:
    reading = base_distributions(*READS_TEXT)
    rest = {name: dist for name, dist in base_distributions().items() if name not in reading}
    assert len(rest) <= MOST_DISTRIBUTIONS
    assert sum(map(size_mb, rest.values())) <= LARGEST_MB


def test_what_reads_text_stays_light() -> None:
    reading = base_distributions(*READS_TEXT)
    assert size_mb(reading.pop("numpy")) <= LARGEST_NUMPY_MB
    assert len(reading) <= MOST_READING_DISTRIBUTIONS
    assert sum(map(size_mb, reading.values())) <= LARGEST_READING_MB


def test_the_manual_names_every_base_distribution() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = [
        name
        for name in base_distributions()
        if name not in text and name.replace("-", "_") not in text
    ]
    assert not missing


def test_help_imports_no_heavy_package() -> None:
    code = (
        "import sys\n"
        "from sayso.cli.main import run\n"
        "status = run(['--help'])\n"
        "heavy = {'numpy', 'onnxruntime', 'networkx', 'lxml', 'starlette', 'mcp', 'rich', 'docx',"
        " 'pypdfium2', 'pypdf', 'sayso.core', 'jinja2', 'nupunkt',"
        " 'edtf', 'apsw', 'msgspec', 'markdown_it'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
