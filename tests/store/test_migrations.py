"""An older case is brought up to date, whole or not at all: a planted version, and ours."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core import Decision, Judgement, Query, Row, StoreError, encode, encode_original
from sayso.store import StoreSettings, create_case, lines, open_case, verify_case, verify_file
from sayso.store.ddl import field_statements, kind_statements
from sayso.store.migrations import CURRENT, MIGRATIONS, Migration, Release
from sayso.store.schema import SCHEMA_1, Field, Kind, Schema

AT = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "an analyst"}

NEXT = CURRENT.number + 1
NOTE = Field("note", indexed=True, since=NEXT)
RELAY = Kind("relay", (Field("label", required=True),), since=NEXT)
PROBLEM = CURRENT.find("problem")
PLANTED = Schema(
    NEXT,
    (
        *(
            replace(kind, fields=(*kind.fields, NOTE)) if kind == PROBLEM else kind
            for kind in CURRENT.kinds
        ),
        RELAY,
    ),
)
STEP = Migration(PLANTED, field_statements(PROBLEM, NOTE) + kind_statements(RELAY, NEXT))
RELEASE_NEXT = Release(SCHEMA_1, (*MIGRATIONS, STEP))


@pytest.fixture
def newer(settings):
    return replace(settings, release=RELEASE_NEXT)


@pytest.fixture
def old_case(tmp_path, rows, settings):
    path = tmp_path / "a.sayso"
    with create_case(path, settings=settings) as store:
        return path, store.append(rows)


def test_writing_upgrades_after_a_copy_was_put_beside(old_case, rows, settings, newer):
    path, head = old_case
    with open_case(path, settings=newer) as store:
        assert store.head() == replace(head, schema=NEXT)
        store.append([Row("relay", "relay-1", (("label", "a translation"),), **AT)])
        problem = next(row for row in rows if row.kind == "problem")
        noted = replace(problem, id="problem-2", fields=(*problem.fields, ("note", "seen")))
        store.append([noted])
        found = list(store.select(Query("problem")))
        assert [dict(row.fields)["note"] for row in found] == [None, "seen"]
        told = verify_case(store, given_head=head).breaks
        assert {item.part for item in told} <= {"references", "ledger"}
        assert all("cannot be decoded" in item.what or "id kept" in item.what for item in told)
    copy = path.with_name(f"a.sayso.before-{NEXT}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_case(copy, settings=settings) as store:
        assert store.head() == head


def test_an_upgraded_case_is_whole_and_has_the_text_of_a_new_one(old_case, newer):
    path, head = old_case
    open_case(path, settings=newer).close()
    verification = verify_file(path, given_head=head, settings=newer)
    assert verification.ok, lines(verification)
    assert verification.schema == NEXT


def test_reading_upgrades_a_scratch_copy_only(old_case, rows, settings, newer):
    path, head = old_case
    before = path.read_bytes()
    with open_case(path, read_only=True, settings=newer) as store:
        assert store.head() == replace(head, schema=NEXT)
        assert list(store.select(Query("relay"))) == []
        with pytest.raises(StoreError):
            store.append(rows)
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == ["a.sayso"]


def test_an_older_release_names_the_version_that_it_needs(old_case, settings, newer):
    path, _ = old_case
    open_case(path, settings=newer).close()
    with pytest.raises(StoreError, match=f"reads schema {NEXT}"):
        open_case(path, settings=settings)


def test_a_step_that_fails_leaves_the_case_as_it_was(old_case, settings):
    path, head = old_case
    failing = Migration(PLANTED, ("CREATE TABLE t (x)", "CREATE TABLE t (x)"))
    broken = Release(SCHEMA_1, (*MIGRATIONS, failing))
    with pytest.raises(StoreError):
        open_case(path, settings=replace(settings, release=broken))
    with open_case(path, settings=settings) as store:
        assert store.head() == head


UPGRADER = """
import runpy, sys
from dataclasses import replace
planted = runpy.run_path(sys.argv[1])
from sayso.store import StoreSettings, open_case
print("ready", flush=True)
open_case(sys.argv[2], settings=StoreSettings(release=planted["RELEASE_NEXT"])).close()
"""


def test_a_killed_upgrade_leaves_the_old_case_or_the_new_one(tmp_path, rows, settings, sizes):
    """Killed at random; then either release that fits opens the case, with all its rows."""
    if settings.driver != "apsw":
        pytest.skip("one driver is enough for this test's running time")
    original = tmp_path / "original.sayso"
    with create_case(original, settings=settings) as store:
        store.append(rows)
        head = store.append([encode_original(os.urandom(400_000), **AT)])
    data, seen = original.read_bytes(), set()
    draw = random.Random(7)
    for number in range(sizes["upgrades"]):
        path = tmp_path / f"{number}.sayso"
        path.write_bytes(data)
        with subprocess.Popen(
            [sys.executable, "-c", UPGRADER, str(Path(__file__)), str(path)],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            process.stdout.readline()
            killer = threading.Timer(draw.uniform(0, 0.03), process.kill)
            killer.start()
            process.wait()
            killer.join()
        for release in (StoreSettings(), StoreSettings(release=RELEASE_NEXT)):
            verification = verify_file(path, settings=release)
            if verification.ok:
                assert verification.counts.entries == head.entries
                seen.add(verification.schema)
                break
        else:
            pytest.fail(f"round {number}: {lines(verification)}")
        with open_case(path, settings=StoreSettings(release=RELEASE_NEXT)) as store:
            assert store.head() == replace(head, schema=NEXT)
    assert seen <= {CURRENT.number, NEXT}


def test_a_case_of_version_1_takes_judgements_after_its_upgrade(tmp_path, rows, settings):
    """A case made before people could decide on rows opens as before, and then keeps decisions."""
    path = tmp_path / "a.sayso"
    first = replace(settings, release=Release(SCHEMA_1))
    known = {kind.name for kind in SCHEMA_1.kinds}
    with create_case(path, settings=first) as store:
        head = store.append([row for row in rows if row.kind in known])
    with open_case(path, read_only=True, settings=settings) as store:
        assert list(store.select(Query("judgement"))) == []
        assert store.head() == replace(head, schema=2)
    target = next(row for row in rows if row.kind == "attribution")
    judgement = Judgement(Decision.ACCEPT, target.id, "An Analyst", "", "2026-03-01T12:00:00Z")
    with open_case(path, settings=settings) as store:
        store.append([encode(judgement, **AT)])
    verification = verify_file(path, given_head=head, settings=settings)
    assert verification.ok, lines(verification)
    with open_case(path.with_name("a.sayso.before-2"), settings=first) as store:
        assert store.head() == head
