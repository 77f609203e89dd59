"""Broken files of each format: every one is read, or is a typed problem; none stops the work."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.core import READ_FAILURES, READING_NOTICES
from sayso.readers import DocumentReader

COUNT = 300

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A barge goes missing | The Gazette</title>
<meta property="article:published_time" content="2021-08-26T10:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A barge",
"author": [{"name": "Jo Doe"}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>A barge goes missing</h1>
<p class="byline">By <a rel="author">Jo Doe</a></p>
<p>Nobody saw it leave, <b>the pilot</b> said &mdash; &ldquo;it was&nbsp;dark&rdquo;.<br>
“We deny it”, the company said. Caf&eacute; te&#x301;a 😀.</p>
<blockquote class="twitter-tweet"><p>No comment.</p></blockquote>
<ul><li>One<li>Two</ul><table><tr><td>a<td>b</table><pre>
 kept  as

 it is</pre><figure><img alt="x"><figcaption>The quay</figcaption></figure></article>
<footer>All rights</footer></body></html>
"""
NOTE = """---
title: "A barge goes missing"
date: 2021-08-26
---

# A barge goes missing

Nobody *saw* it leave, **the pilot** said: “it was dark”, [he added](http://a.example/x "y").
A second line &amp; `code` \\* more.

> Quoted words
> over two lines.

* one
* two

  more

| a | b |
|---|---|
| c | d |

![The quay](quay.jpg)

<div>some <i>words</i></div>
"""
PLAIN = """A barge goes missing

Nobody saw it leave, the pilot said: “it was dark”. Café, te\u0301a, 😀.
The company denies it.

A second paragraph of words that was wrapped by hand at some width or other
so that its lines are about as long as one another, as in a letter or a wire
report of old.
"""
ROWS = "".join(
    json.dumps({"id": f"r{n}", "text": words, "date": "2021-08"}, ensure_ascii=bool(n % 2)) + "\n"
    for n, words in enumerate(("Nobody saw it.", "“Dark”, café 😀", "One\n\nTwo\t\\ /"))
)

PIECES = (
    "<", ">", "</", "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "<table>", "<td>",
    "&", "&#", "&#x110000;", "&lt", "&amp;", '"', "'", "=", "<a b=", "\x00", "\ufeff", "\u202e",
    "\u0301", "\r", "\n\n", "\t", "```", "> ", "* ", "# ", "|", "[", "](", "![", "---\n", "\\",
    "\\u0000", "\\ud83d", "{", "}", ",", "9" * 400, " " * 400, "<div>" * 50, "[" * 50, "*" * 50,
    "😀", "\u2028",
)  # fmt: skip


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with one to four changes: some of structure, some of single bytes."""
    for _ in range(rng.randint(1, 4)):
        data = change(data, rng)
    return data


def change(data: bytes, rng: random.Random) -> bytes:
    """Return `data` cut, doubled, reversed, recoded, or with something put in."""
    at = rng.randint(0, len(data))
    end = min(len(data), at + int(rng.expovariate(1 / 40)))
    before, stretch, after = data[:at], data[at:end], data[end:]
    piece = rng.choice(PIECES).encode()
    encoding = rng.choice(("utf-16", "cp1252", "utf-16-be", "utf-8-sig"))
    return rng.choice((
        lambda: before,
        lambda: stretch + after,
        lambda: before + after,
        lambda: before + stretch * rng.randint(2, 30) + after,
        lambda: before + piece + stretch + after,
        lambda: before + piece * rng.randint(2, 40) + after,
        lambda: before + rng.randbytes(rng.randint(1, 4)) + after,
        lambda: before + stretch[::-1] + after,
        lambda: data.replace(rng.choice((b">", b'"', b"\n", b"}")), b"", 1),
        lambda: data.decode("utf-8", "replace").encode(encoding, "replace"),
    ))()  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "source"), [("html", PAGE), ("md", NOTE), ("txt", PLAIN), ("jsonl", ROWS)]
)
def test_three_hundred_mutants_are_read_or_are_typed_problems(
    suffix: str, source: str, tmp_path: Path, check_map: Callable[..., int]
) -> None:
    rng = random.Random(f"mutants of {suffix}")
    files = set()
    for number in range(COUNT):
        path = tmp_path / f"{number:03}.{suffix}"
        path.write_bytes(mutate(source.encode(), rng))
        files.add(path.as_posix())
    seen, read = set(), 0
    with DocumentReader(clock=lambda: "2026-01-01T00:00:00Z") as reader:
        for outcome in reader.read([tmp_path]):
            seen.add(outcome.uri.partition("#")[0])
            assert outcome.document is not None or outcome.problems
            for problem in outcome.problems:
                assert problem.kind in READ_FAILURES + READING_NOTICES
                # A reader that breaks down on a few hundred bytes has a bug.
                assert problem.kind not in ("crashed", "timed_out", "bad_answer"), problem
            if outcome.document is not None:
                read += 1
                document, data = outcome.document, outcome.data
                check_map(document.text, document.blocks, document.source_map, data)
    assert seen == files
    assert read > COUNT / 2
