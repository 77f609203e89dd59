"""Hundreds of broken PDF and DOCX files: each is read or told of, and nothing else happens."""

from __future__ import annotations

import importlib.util
import io
import random
import re
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.core import READ_FAILURES
from sayso.readers import DocumentReader

HERE = Path(__file__).parent
MUTANTS = 300
# What a broken file may lead to: it was read in part or not at all, and it was said why.
TYPED = frozenset(READ_FAILURES) - {"crashed", "timed_out", "out_of_memory", "unreachable"}


def load_render() -> Any:
    name = "render_article"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def take_article() -> tuple[str, ...]:
    render = load_render()
    return tuple(render.split_article((HERE / "articles" / "radio-mast.txt").read_text("utf-8")))


# --- PDF --------------------------------------------------------------------------------------

STREAM = re.compile(rb"\bstream\r?\n(.*?)(?:\r?\n)?endstream", re.DOTALL)
OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
NAME = re.compile(rb"/[A-Z]\w+")
ODD = (b"-1", b"0", b"2147483648", b"99999999999999999999", b"1e9", b"null", b"[[[[", b"<<", b"()")


def flip(data: bytes, chance: random.Random, *, times: int = 8) -> bytes:
    changed = bytearray(data)
    for _ in range(times):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def edit_stream(data: bytes, chance: random.Random) -> bytes:
    """Change what stands in a stream, and pack it again so that it is reached."""
    match = chance.choice(list(STREAM.finditer(data)))
    try:
        inner = zlib.decompress(match.group(1))
    except zlib.error:
        return flip(data, chance)
    operators = (
        b" Tj ",
        b" BT ET ",
        b" q " * 500,
        b" 1e30 0 0 1e30 0 0 cm ",
        b" ] ",
        b" (",
        b" Do ",
    )
    if chance.random() < 0.5:
        inner = flip(inner, chance)
    else:
        place = chance.randrange(len(inner))
        inner = inner[:place] + chance.choice(operators) + inner[place:]
    return data[: match.start(1)] + zlib.compress(inner) + data[match.end(1) :]


def replace_one(pattern: re.Pattern[bytes], odd: tuple[bytes, ...]) -> Callable[..., bytes]:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        for _ in range(chance.randrange(1, 4)):
            match = chance.choice(list(pattern.finditer(data)))
            data = data[: match.start()] + chance.choice(odd) + data[match.end() :]
        return data

    return mutate


def cut(data: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.sample(range(len(data)), 2))
    return data[:first] if chance.random() < 0.4 else data[:first] + data[last:]


def double_objects(data: bytes, chance: random.Random) -> bytes:
    objects = [match.group() for match in OBJECT.finditer(data)]
    one, other = chance.choice(objects), chance.choice(objects)
    return data.replace(one, one + b"\n" + other.replace(other[:2], one[:2], 1), 1)


def break_table(data: bytes, chance: random.Random) -> bytes:
    place = data.rindex(b"xref")
    start = data.index(b"xref")
    table = data[start:place]
    return data[:start] + flip(table, chance, times=20) + data[place:]


PDF_MUTATIONS: tuple[Callable[..., bytes], ...] = (
    flip,
    edit_stream,
    edit_stream,
    replace_one(NUMBER, ODD),
    replace_one(NAME, (b"/Type", b"/Kids", b"/Parent", b"/Page", b"/Font", b"/")),
    cut,
    double_objects,
    break_table,
)


def make_pdf_mutants() -> list[bytes]:
    render = load_render()
    seeds = [render.as_pdf(take_article(), layout) for layout in (render.RAGGED, render.COLUMNS)]
    return [
        PDF_MUTATIONS[seed % len(PDF_MUTATIONS)](seeds[seed // 8 % 2], random.Random(seed))
        for seed in range(MUTANTS)
    ]


# --- DOCX -------------------------------------------------------------------------------------

TAG = re.compile(rb"<[^>]+>")


def change_xml(part: bytes, chance: random.Random) -> bytes:
    """Return the part with a tag or its text changed, as XML and not as packed bytes."""
    tags = list(TAG.finditer(part))
    match = chance.choice(tags)
    way = chance.randrange(8)
    if way == 0:
        return part[: match.start()] + part[match.end() :]
    if way == 1:
        return part[: match.end()] + match.group() + part[match.end() :]
    if way == 2:
        deep = chance.choice((50, 300, 3000))
        nest = b"<w:sdt><w:sdtContent>" * deep + b"</w:sdtContent></w:sdt>" * deep
        return part[: match.end()] + nest + part[match.end() :]
    if way == 3:
        return flip(part, chance, times=3)
    if way == 4:
        return part[: match.start()]
    if way == 5:
        other = chance.choice(tags)
        return part[: match.start()] + other.group() + part[match.end() :]
    if way == 6:
        odd = chance.choice((b"&nbsp;", b"\0", b"\xff\xfe", b"&#x110000;", b"<![CDATA[", b"<!--"))
        return part[: match.end()] + odd + part[match.end() :]
    return part.replace(b"w:p", chance.choice((b"w:r", b"w:tbl", b"w:del", b"x:p")), 40)


def make_docx_mutants() -> list[bytes]:
    render = load_render()
    with zipfile.ZipFile(io.BytesIO(render.as_docx(take_article()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    heavy = "word/document.xml"
    light = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels",
             "word/styles.xml", "docProps/core.xml")  # fmt: skip
    mutants: list[bytes] = []
    for seed in range(MUTANTS):
        chance = random.Random(seed)
        changed = dict(parts)
        name = heavy if chance.random() < 0.7 else chance.choice(light)
        if chance.random() < 0.1:
            del changed[name]
        else:
            changed[name] = change_xml(changed[name], chance)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in changed.items():
                archive.writestr(part, content)
        packed = buffer.getvalue()
        mutants.append(flip(packed, chance, times=2) if chance.random() < 0.1 else packed)
    return mutants


@pytest.mark.parametrize(
    ("suffix", "make", "least"), [("pdf", make_pdf_mutants, 100), ("docx", make_docx_mutants, 100)]
)
def test_every_mutant_is_read_or_told_of_by_kind(
    suffix: str, make: Callable[[], list[bytes]], least: int, tmp_path: Path
) -> None:
    for number, mutant in enumerate(make()):
        (tmp_path / f"{number:03}.{suffix}").write_bytes(mutant)
    kinds: Counter[str] = Counter()
    outcomes = 0
    with DocumentReader(clock=lambda: "2026-01-01T00:00:00Z") as reader:
        for outcome in reader.read([tmp_path]):
            outcomes += 1
            kinds.update(problem.kind for problem in outcome.problems)
            if outcome.document is None:
                assert outcome.problems
            else:
                kinds["read"] += 1
                text = outcome.document.text
                assert unicodedata.is_normalized("NFC", text)
                assert text[outcome.document.blocks[-1].end :].strip() == ""
    assert outcomes == MUTANTS
    assert set(kinds) <= TYPED | {"read"}, kinds
    # Mutants that all die at the door would show nothing.
    assert kinds["read"] >= least
    assert kinds.total() > kinds["read"]
