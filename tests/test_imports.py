"""The layers of the package hold: everything imports inward only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "sayso"

STAGES = {"extract", "review", "actors", "provenance", "weigh", "events", "report"}
EDGES = {"readers", "store", "export", "engines", "models"}
FACES = {"cli", "web", "mcp"}
#: What code of each layer may import of ours, itself apart.
ALLOWED = {
    "core": set(),
    **{stage: {"core"} for stage in STAGES},
    "pipeline": {"core"} | STAGES,
    "demo": {"core"},
    **{edge: {"core", "pipeline"} | STAGES for edge in EDGES},
    **{face: {"core", "pipeline", "demo"} | STAGES | EDGES for face in FACES},
}


def layer_of(module: str) -> str:
    """Return the first name below the package: `sayso.core.edtf` is of the layer `core`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            found.add(node.module)
            if node.module == "sayso":
                found |= {f"sayso.{alias.name}" for alias in node.names}
    return {name for name in found if name == "sayso" or name.startswith("sayso.")}


def breaches(path: Path, package: Path) -> list[str]:
    """Return a line for each import of `path` that its layer does not allow."""
    relative = path.relative_to(package)
    layer = relative.parts[0].removesuffix(".py")
    if layer in {"__init__", "__main__"}:
        return []
    lines = []
    for module in sorted(imports_of(path)):
        target = layer_of(module)
        if target not in {"", "__version__", layer} and target not in ALLOWED[layer]:
            lines.append(f"{relative} imports {module}")
    return lines


def test_every_module_imports_inward_only() -> None:
    found = [line for path in sorted(PACKAGE.rglob("*.py")) for line in breaches(path, PACKAGE)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        ("core", "from sayso.extract import rules"),
        ("extract", "import sayso.store"),
        ("report", "def f():\n    from sayso.extract import rules"),
        ("store", "from sayso.cli import main"),
        ("readers", "from sayso.store import open_case"),
    ],
)
def test_a_planted_outward_import_is_found(tmp_path: Path, layer: str, line: str) -> None:
    module = tmp_path / layer / "planted.py"
    module.parent.mkdir()
    module.write_text(line, encoding="utf-8")
    assert breaches(module, tmp_path)


def test_core_and_stages_touch_no_file_clock_or_network() -> None:
    """Pure inside: what a stage needs of the world comes in as an argument."""
    banned = {"os", "io", "pathlib", "socket", "sqlite3", "apsw", "time", "random", "secrets"}
    found = []
    for layer in sorted({"core"} | STAGES):
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name.split(".")[0] for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module.split(".")[0]]
                elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    names = [node.func.id] if node.func.id in {"open", "print", "input"} else []
                    banned_here = {"open", "print", "input"}
                    found += [f"{path.name} calls {n}" for n in names if n in banned_here]
                    continue
                found += [f"{path.name} imports {name}" for name in names if name in banned]
    assert not found, "\n".join(found)
