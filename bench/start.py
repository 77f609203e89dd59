"""Documents read per second by `sayso add`, and what `sayso --help` costs to start.

    python bench/start.py [--documents 100] [--runs 5]

Every figure is of a whole process, by the operating system's accounting (user + system time, peak
memory); of several runs the best start-up and the median of the rest are given. Beside each format
stands its parser alone, in one process without sandbox, store or reading of attributions, in the
same run on the same files: the ratio says what the rest of the work costs. The documents are made
here from a seed. Needs the extra [test] (reportlab writes the PDFs).
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = 20261122
NAMES = ("Ines Calder", "Tomas Brandt", "Leyla Osman", "Piet Verhoeven", "Asha Mbeki")
BODIES = ("the port authority", "the dockers' union", "the interior ministry", "a relief agency")
CLAIMS = (
    "the warehouse had been empty since the spring",
    "two lorries left the yard before dawn",
    "no order to close the gate was ever given",
    "the guards were paid by a firm that nobody had heard of",
    "the committee would publish its findings within a month",
)
BARE = {
    "txt": "import sys,pathlib\nfor p in sys.argv[1:]: pathlib.Path(p).read_text('utf-8')",
    "html": (
        "import sys,lxml.html\nfor p in sys.argv[1:]: lxml.html.parse(p).getroot().text_content()"
    ),
    "pdf": (
        "import sys,pypdfium2\n"
        "for p in sys.argv[1:]:\n"
        "    d=pypdfium2.PdfDocument(p)\n"
        "    [q.get_textpage().get_text_range() for q in d]"
    ),
    "docx": (
        "import sys,docx\nfor p in sys.argv[1:]: [q.text for q in docx.Document(p).paragraphs]"
    ),
}


def make_article(draw: random.Random) -> list[str]:
    """Return the paragraphs of an invented article, some 300 words."""
    paragraphs = ["Questions over the yard"]
    for _ in range(8):
        name, body, claim = draw.choice(NAMES), draw.choice(BODIES), draw.choice(CLAIMS)
        paragraphs.append(
            f"{body[0].upper()}{body[1:]} said on Tuesday that {claim}. "
            f"“{claim[0].upper()}{claim[1:]},” said {name}, who speaks for {draw.choice(BODIES)}. "
            f"Nothing in the papers seen so far settles the matter, file {draw.randrange(10**6)}."
        )
    return paragraphs


def write_documents(folder: Path, count: int) -> dict[str, list[Path]]:
    """Write `count` articles in each format and return their paths by format."""
    import docx
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    draw = random.Random(SEED)
    style = getSampleStyleSheet()["BodyText"]
    paths: dict[str, list[Path]] = {form: [] for form in BARE}
    for number in range(count):
        paragraphs = make_article(draw)
        base = folder / f"article-{number:04d}"
        base.with_suffix(".txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
        rows = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        base.with_suffix(".html").write_text(f"<!doctype html><meta charset=utf-8>{rows}", "utf-8")
        file = docx.Document()
        for paragraph in paragraphs:
            file.add_paragraph(paragraph)
        file.save(str(base.with_suffix(".docx")))
        pdf = SimpleDocTemplate(str(base.with_suffix(".pdf")), invariant=1)
        pdf.build([Paragraph(paragraph, style) for paragraph in paragraphs])
        for form in paths:
            paths[form].append(base.with_suffix(f".{form}"))
    return paths


def measure(arguments: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak memory in MB of one process and its children."""
    code = (
        "import resource,subprocess,sys,time\n"
        "t=time.perf_counter()\n"
        "done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)\n"
        "wall=time.perf_counter()-t\n"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.stderr.buffer.write(done.stderr if done.returncode else b'')\n"
        "print(wall,u.ru_utime+u.ru_stime,u.ru_maxrss)\n"
        "sys.exit(done.returncode)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    wall, cpu, peak = (float(word) for word in out.split())
    scale = 1e6 if platform.system() == "Darwin" else 1e3
    return wall, cpu, peak / scale


def measure_start(runs: int) -> None:
    """Print what `sayso --help` costs beside the bare interpreter."""
    sayso = [str(Path(sys.executable).with_name("sayso")), "--help"]
    bare = [sys.executable, "-c", "pass"]
    measure(sayso)
    ours = [measure(sayso)[1] for _ in range(runs)]
    base = [measure(bare)[1] for _ in range(runs)]
    print("## Start\n\n| command | CPU ms, best | ratio |\n|---|---|---|")
    print(f"| `python -c pass` | {min(base) * 1000:.0f} | 1.0 |")
    print(f"| `sayso --help` | {min(ours) * 1000:.0f} | {min(ours) / min(base):.1f} |\n")


def measure_reading(count: int, runs: int) -> None:
    """Print documents a second of `sayso add` and of the bare parsers, format by format."""
    print(
        f"## Reading, {count} articles of some 300 words\n\n"
        "| format | documents/s | CPU ms a document | peak MB | parser alone, documents/s | ratio |"
        "\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sayso = str(Path(sys.executable).with_name("sayso"))
        for form, paths in write_documents(folder, count).items():
            files = [str(path) for path in paths]
            found, bare = [], []
            for run in range(runs):
                case = str(folder / f"{form}-{run}.sayso")
                subprocess.run([sayso, "new", "-q", case], check=True)
                found.append(measure([sayso, "add", "-q", case, *files]))
                bare.append(measure([sys.executable, "-c", BARE[form], *files]))
            wall, cpu, peak = (statistics.median(column) for column in zip(*found, strict=True))
            alone = count / statistics.median(row[0] for row in bare)
            rate = count / wall
            print(
                f"| {form} | {rate:.0f} | {cpu / count * 1000:.1f} | {peak:.0f} "
                f"| {alone:.0f} | {rate / alone:.2f} |"
            )


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, seed {SEED}, {options.runs} runs\n"
    )
    measure_start(options.runs)
    measure_reading(options.documents, options.runs)


if __name__ == "__main__":
    main()
