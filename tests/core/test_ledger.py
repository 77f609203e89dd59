"""The hashes of the ledger."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from sayso.core.ledger import (
    FIRST_CHAIN,
    UNSET,
    Tail,
    add_to_tree,
    cut_pieces,
    entry_hash,
    integer_value,
    leaf_hash,
    leaf_salt,
    pieces_value,
    reference_value,
    row_root,
    text_value,
    tree_root,
)

KEY = bytes(range(32))

# The inputs and roots of the test vectors that come with the reference implementation of
# Certificate Transparency (merkletree, sizes 1 to 8).
INPUTS = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def defined_root(items: list[bytes], leaf: bytes, node: bytes) -> bytes:
    """RFC 9162, section 2.1.1, written as it stands there."""
    if not items:
        return sha256()
    if len(items) == 1:
        return sha256(leaf, items[0]) if leaf else items[0]
    split = 1 << ((len(items) - 1).bit_length() - 1)
    return sha256(
        node, defined_root(items[:split], leaf, node), defined_root(items[split:], leaf, node)
    )


def test_the_tree_has_the_published_roots():
    peaks: tuple[bytes, ...] = ()
    for size, (data, root) in enumerate(zip(INPUTS, ROOTS, strict=True)):
        peaks = add_to_tree(peaks, size, bytes.fromhex(data))
        assert tree_root(peaks).hex() == root


def test_the_tree_grown_entry_by_entry_is_the_one_defined():
    tail, entries = Tail(), []
    for number in range(1, 70):
        row = sha256(b"row %d" % number)
        entries.append(entry_hash(number, "name", row))
        tail = tail.add("name", row)
        assert tail.root == defined_root(entries, b"\x00", b"\x01")
        assert len(tail.peaks) == number.bit_count()


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40))
def test_the_root_of_a_row_has_the_same_shape(leaves):
    assert row_root(leaves) == defined_root(leaves, b"", b"\x11")


def test_each_hash_is_the_one_written_down():
    salt = hmac.digest(KEY, (7).to_bytes(8, "big") + b"title", "sha256")
    assert leaf_salt(KEY, 7, "title") == salt
    leaf = leaf_hash(KEY, 7, "title", text_value("a"))
    assert leaf == sha256(b"\x10", salt, b"title", b"\x00", b"ta")
    entry = sha256(b"\x12", (1).to_bytes(8, "big"), b"name", leaf)
    tail = Tail().add("name", leaf)
    assert tail.chain == sha256(b"\x13", FIRST_CHAIN, entry)
    assert tail.head(4).root == sha256(b"\x00", entry).hex()


def test_unset_empty_number_text_and_reference_have_five_leaves():
    values = (UNSET, text_value(""), integer_value(1), text_value("1"), reference_value(1))
    assert len({leaf_hash(KEY, 1, "field", value) for value in values}) == 5


def test_a_leaf_depends_on_key_entry_and_field():
    value = text_value("the same words")
    leaves = {
        leaf_hash(key, entry, field, value)
        for key in (KEY, bytes(32))
        for entry in (1, 2)
        for field in ("cue", "content")
    }
    assert len(leaves) == 8


def test_a_text_hashed_by_pieces_shows_any_change_and_any_other_cut():
    values = {
        pieces_value(KEY, 1, "text", pieces)
        for pieces in (["ab", "c"], ["a", "bc"], ["abc"], ["ab", "d"], ["c", "ab"], [""])
    }
    assert len(values) == 6


@given(st.text(max_size=30), st.lists(st.integers(-5, 40), max_size=8))
def test_every_character_lies_in_exactly_one_piece(text, starts):
    pieces = cut_pieces(text, starts)
    assert "".join(pieces) == text
    assert all(pieces) or pieces == ("",)
