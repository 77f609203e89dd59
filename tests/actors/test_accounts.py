"""An account is a list where it names its own entries, in rows of an importer of lists."""

from __future__ import annotations

from sayso.actors import EntryList, find_lists
from sayso.core import Assertion, CaseContents, Face, FaceKind, Polarity, make_proposition

DOCUMENT = f"document-{'0' * 32}"


def contents(method, *, other_account="A", reported_in=None):
    voice, face = Face("A", FaceKind.UNKNOWN, "A"), Face(other_account, FaceKind.GROUP, "Lynx")
    about = make_proposition("named", (face.id, f"name-{'0' * 32}"))
    row = Assertion(
        about.id, voice.id, Polarity.AFFIRMS, DOCUMENT, method=method, reported_in=reported_in
    )
    made = CaseContents(faces=(voice, face), propositions=(about,), assertions=(row,))
    return made, voice.id


def test_an_importer_of_lists_makes_its_account_a_list() -> None:
    for method in ("misp-galaxy/1", "misp-history/2", "stix/1"):
        made, voice = contents(method)
        assert find_lists(made) == (EntryList("A", voice),)


def test_a_table_and_a_reading_make_no_list() -> None:
    for method in ("csv/1", "rules/1", ""):
        assert find_lists(contents(method)[0]) == ()


def test_names_given_to_another_accounts_parties_and_reported_ones_make_no_list() -> None:
    assert find_lists(contents("stix/1", other_account="B")[0]) == ()
    assert find_lists(contents("stix/1", reported_in=f"assertion-{'0' * 32}")[0]) == ()
