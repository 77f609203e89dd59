"""One suite for every store: what the protocol promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.core import Query, Ref, StoreError, decode, encode, load
from sayso.store import MemoryStore


def ids(store, query):
    return [row.id for row in store.select(query)]


def test_the_same_rows_give_the_same_head_in_every_store(make_store, rows, key):
    store, plain = make_store(), MemoryStore(key)
    for start in range(0, len(rows), 4):
        assert store.append(rows[start : start + 4]) == plain.append(rows[start : start + 4])
    assert store.head() == plain.head()


def test_the_size_of_the_calls_does_not_change_the_head(make_store, rows):
    one, many = make_store(), make_store()
    for row in rows:
        many.append([row])
    assert one.append(rows) == many.head()


def test_an_empty_case_has_a_head_of_no_entries(make_store):
    head = make_store().head()
    assert (head.entries, head.chain) == (0, "0" * 64)


def test_a_row_appended_twice_is_stored_once(make_store, rows):
    store = make_store()
    head = store.append(rows)
    assert store.append(rows) == head
    assert store.append([rows[0], rows[0]]) == head


def test_what_comes_out_is_what_went_in_numbered_in_order(make_store, rows):
    store = make_store()
    store.append(rows)
    found = []
    for kind in dict.fromkeys(row.kind for row in rows):
        found.extend(store.select(Query(kind, with_blobs=True)))
    found.sort(key=lambda row: row.entry)
    assert [row.entry for row in found] == list(range(1, len(rows) + 1))
    assert [replace(row, entry=None) for row in found] == list(rows)


def test_records_come_out_equal(make_store, rows):
    store = make_store()
    store.append(rows)
    made = [decode(row) for row in rows if row.kind == "attribution"]
    assert list(load(store, "attribution")) == made


def test_a_reference_that_leads_nowhere_refuses_the_whole_call(make_store, rows):
    store = make_store()
    head = store.append(rows[:2])
    attribution = next(row for row in rows if row.kind == "attribution")
    document = next(row for row in rows if row.kind == "document")
    with pytest.raises(StoreError, match="not in the case"):
        store.append([attribution, document])
    assert store.head() == head
    assert ids(store, Query("document")) == []


@pytest.mark.parametrize("change", ["drop", "rename", "type", "unset", "surrogate", "kind"])
def test_a_row_that_is_not_of_the_schema_is_refused_whole(make_store, rows, change):
    store = make_store()
    row = next(row for row in rows if row.kind == "name")
    first, *rest = row.fields
    broken = {
        "drop": replace(row, fields=tuple(rest)),
        "rename": replace(row, fields=(("text", first[1]), *rest)),
        "type": replace(row, fields=((first[0], 3), *rest)),
        "unset": replace(row, fields=((first[0], None), *rest)),
        "surrogate": replace(row, fields=((first[0], "\ud800"), *rest)),
        "kind": replace(row, kind="rumour"),
    }[change]
    with pytest.raises(StoreError):
        store.append([rows[0], broken])
    assert store.head().entries == 0


def test_an_original_whose_bytes_are_others_is_refused(make_store, rows):
    store = make_store()
    with pytest.raises(StoreError, match="hash"):
        store.append([replace(rows[0], blob=b"other")])
    with pytest.raises(StoreError, match="without its bytes"):
        store.append([replace(rows[0], blob=None)])


def test_bytes_come_only_when_asked_for(make_store, rows):
    store = make_store()
    store.append(rows)
    assert [row.blob for row in store.select(Query("original"))] == [None, None]
    assert next(store.select(Query("original", with_blobs=True))).blob == rows[0].blob


def test_all_conditions_of_a_query_must_hold(make_store, rows):
    store = make_store()
    store.append(rows)
    made = [row for row in rows if row.kind == "attribution"]
    document = next(row for row in rows if row.kind == "document")
    every = [row.id for row in made]
    assert ids(store, Query("attribution")) == every
    assert ids(store, Query("attribution", ids=(every[1], "attribution-none"))) == [every[1]]
    assert ids(store, Query("attribution", where=(("document", Ref(document.id)),))) == every
    denying = (("document", Ref(document.id)), ("polarity", "denies"))
    assert ids(store, Query("attribution", where=denying)) == [every[2]]
    assert ids(store, Query("attribution", where=(("document", Ref("document-x")),))) == []
    assert ids(store, Query("attribution", where=(("parent", None),))) == [every[0], *every[2:]]
    assert ids(store, Query("attribution", where=(("by_author", 1),))) == [every[1]]
    assert ids(store, Query("attribution", where=(("recorded_by", "an analyst"),))) == every
    assert ids(store, Query("attribution", limit=2)) == every[:2]
    assert ids(store, Query("attribution", limit=0)) == []
    first = next(store.select(Query("attribution")))
    assert ids(store, Query("attribution", after=first.entry)) == every[1:]
    assert ids(store, Query("attribution", after=first.entry, limit=1)) == [every[1]]


def test_a_condition_that_does_not_fit_the_kind_is_an_error(make_store, rows):
    store = make_store()
    for where in ((("colour", "red"),), (("document", "document-1"),), (("by_author", "1"),)):
        with pytest.raises(StoreError):
            list(store.select(Query("attribution", where=where)))
    with pytest.raises(StoreError, match="not a kind"):
        list(store.select(Query("rumour")))


def test_judgements_are_found_by_what_they_are_about_and_by_whom(make_store, rows):
    store = make_store()
    store.append(rows)
    made = [row for row in rows if row.kind == "judgement"]
    correction = decode(made[0])
    target = (("target", Ref(correction.target)),)
    assert ids(store, Query("judgement", where=target)) == [made[0].id]
    replacing = (("replacement", Ref(correction.replacement)), ("analyst", "A. Nalyst"))
    assert ids(store, Query("judgement", where=replacing)) == [made[0].id]
    assert [record.id for record in load(store, "judgement")] == [row.id for row in made]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("fire", "p"),
        ("FIRE barge", "p"),
        ("fire whale", ""),
        ('"the fire began"', "p"),
        ('"fire the began"', ""),
        ("\u201cthe fire began\u201d", "p"),
        ("harb*", "p"),
        ("harb", ""),
        ("etat-major", "p"),
        ("\u00c9TAT", "p"),
        ("al-qad*", "p"),
        ('"two accounts harbour"', ""),
        ('"two accounts"', "p"),
        ("大火", "n"),
        ("火", "n"),
        ("駁船引", "n"),
        ("駁引", ""),
        ("火港", ""),
        ("大火*", "n"),
        ("消防局 fire", ""),
        ('"', ""),
        ("* OR AND ( NEAR -", ""),
        ("fire OR", ""),
        ("text:fire", ""),
        ("", ""),
        ("'; DROP TABLE entry --", ""),
    ],
)
def test_a_search_gives_the_same_hits_in_every_store(make_store, rows, words, hits):
    store = make_store()
    store.append(rows)
    found = "".join(
        "p" if dict(row.fields)["uri"] == "file:harbour.txt" else "n"
        for row in store.select(Query("document", words=words))
    )
    assert found == hits


def test_a_search_stays_within_the_kind_asked_for(make_store, rows):
    store = make_store()
    store.append(rows)
    assert len(ids(store, Query("face", words="union"))) == 1
    assert len(ids(store, Query("event", words="fire"))) == 1
    assert ids(store, Query("attribution", words="fire")) == []


def test_a_search_without_bounds_is_refused(make_store):
    store = make_store()
    for words in ("a" * 5000, " ".join(f"word{number}" for number in range(100))):
        with pytest.raises(StoreError, match="at most"):
            list(store.select(Query("document", words=words)))


def test_rows_added_while_reading_do_not_appear(make_store, rows):
    store = make_store()
    store.append(rows[:1])
    reading = store.select(Query("original"))
    assert next(reading).entry == 1
    store.append(rows[1:2])
    assert list(reading) == []
    assert len(ids(store, Query("original"))) == 2


def test_many_rows_come_page_by_page_in_order(make_store, rows):
    store = make_store()
    name = decode(next(row for row in rows if row.kind == "name"))
    at = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "an analyst"}
    many = [encode(replace(name, string=f"name {number}"), **at) for number in range(1200)]
    head = store.append(many)
    assert ids(store, Query("name")) == [row.id for row in many]
    assert ids(store, Query("name", limit=700)) == [row.id for row in many[:700]]
    some = tuple(row.id for row in many[::2])
    assert ids(store, Query("name", ids=some)) == list(some)
    assert head.entries == 1200
