"""The hashes that make a case's rows tamper-evident: leaves, rows, entries, chain and tree.

    leaf   = H(10 | salt | field | 00 | value)     salt = HMAC(case key, entry number | field)
    row    = Merkle root of its leaves             node = H(11 | left | right)
    entry  = H(12 | n | kind | row)                chain = H(13 | previous chain | entry)
    root   = RFC 9162 tree over the entries        H(00 | entry), H(01 | left | right)

H is SHA-256; the first byte of each input says what is hashed, so that nothing of one kind can pass
for another. Entry numbers are eight bytes, big-endian. A value starts with a byte for its type and
an unset value is no byte at all, so that "unset", the empty string, the integer 1 and the string
"1" have four different leaves.

References
----------
RFC 9162 (Certificate Transparency 2.0), section 2.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.core.rows import Head

#: Bytes of a case key, of a hash, and so of a leaf.
KEY_BYTES = 32
HASH_BYTES = 32

#: What stands before the first entry of the chain.
FIRST_CHAIN = bytes(HASH_BYTES)

#: The value of a field that is not set.
UNSET = b""


def text_value(text: str) -> bytes:
    """Return the bytes that a leaf holds for a text."""
    return b"t" + text.encode("utf-8")


def integer_value(number: int) -> bytes:
    """Return the bytes that a leaf holds for an integer."""
    return b"i%d" % number


def reference_value(entry: int) -> bytes:
    """Return the bytes that a leaf holds for a reference to the row of entry `entry`."""
    return b"r%d" % entry


def pieces_value(key: bytes, entry: int, field: str, pieces: Sequence[str]) -> bytes:
    """Return the bytes that a leaf holds for a text hashed piece by piece.

    Each piece has a salted leaf of its own under the name `field/INDEX`, so that one piece can be
    shown and checked while the others stay closed.
    """
    leaves = [
        leaf_hash(key, entry, f"{field}/{index}", text_value(piece))
        for index, piece in enumerate(pieces)
    ]
    return b"p" + row_root(leaves)


def cut_pieces(text: str, starts: Iterable[int]) -> tuple[str, ...]:
    r"""Return `text` cut before each of `starts`: every code point lies in exactly one piece.

    Starts outside the text, at its beginning or given twice cut nothing; an empty text is one empty
    piece.

    >>> cut_pieces("head\n\nbody", [0, 6])
    ('head\n\n', 'body')
    """
    cuts = [0, *sorted({start for start in starts if 0 < start < len(text)}), len(text)]
    return tuple(text[first:last] for first, last in pairwise(cuts))


def leaf_salt(key: bytes, entry: int, field: str) -> bytes:
    """Return the salt of one field of one entry: nobody without the case key can guess it.

    References
    ----------
    RFC 2104 (HMAC), section 2, with SHA-256; `key` is at most 64 bytes long.
    """
    return _salt(key, entry, field.encode("utf-8"))


def _salt(key: bytes, entry: int, field: bytes) -> bytes:
    # HMAC spelt out: copying the two started hashes takes 2 microseconds a salt, hmac.digest 5.5,
    # and a batch of 1,000 attributions needs 18,000 of them.
    started, finishing = _start_hmac(key)
    inner, outer = started.copy(), finishing.copy()
    inner.update(entry.to_bytes(8, "big") + field)
    outer.update(inner.digest())
    return outer.digest()


@lru_cache(maxsize=64)
def _start_hmac(key: bytes) -> tuple[hashlib._Hash, hashlib._Hash]:
    block = key.ljust(64, b"\x00")
    return (
        hashlib.sha256(bytes(byte ^ 0x36 for byte in block)),
        hashlib.sha256(bytes(byte ^ 0x5C for byte in block)),
    )


def leaf_hash(key: bytes, entry: int, field: str, value: bytes) -> bytes:
    """Return the leaf of a field; `value` comes from one of the `..._value` functions."""
    name = field.encode("utf-8")
    return hashlib.sha256(b"\x10" + _salt(key, entry, name) + name + b"\x00" + value).digest()


def row_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root of a row's leaves, in schema order.

    The tree has the shape of RFC 9162: pairs level by level, an odd last node moves up as it is.
    """
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x11" + level[index] + level[index + 1]).digest()
            for index in range(0, len(level) - 1, 2)
        ]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]


def entry_hash(entry: int, kind: str, row: bytes) -> bytes:
    """Return the hash of entry number `entry`: a row of `kind` with the root `row`."""
    return hashlib.sha256(b"\x12" + entry.to_bytes(8, "big") + kind.encode("utf-8") + row).digest()


def next_chain(previous: bytes, entry: bytes) -> bytes:
    """Return the chain after the entry with the hash `entry`."""
    return hashlib.sha256(b"\x13" + previous + entry).digest()


def add_to_tree(peaks: tuple[bytes, ...], size: int, data: bytes) -> tuple[bytes, ...]:
    """Return the peaks of an RFC 9162 tree of `size` leaves after one more leaf of `data`."""
    left = list(peaks)
    node = hashlib.sha256(b"\x00" + data).digest()
    while size & 1:
        node = _tree_node(left.pop(), node)
        size >>= 1
    return (*left, node)


def tree_root(peaks: tuple[bytes, ...]) -> bytes:
    """Return the root of an RFC 9162 tree from its peaks; without any, the hash of nothing."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = _tree_node(peak, node)
    return node


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a ledger: all that is needed to add the next entry.

    `peaks` are the roots of the full subtrees along the right edge of the RFC 9162 tree, largest
    first, one for each bit set in `entries`; adding an entry costs at most log2(n) hashes.
    """

    entries: int = 0
    chain: bytes = FIRST_CHAIN
    peaks: tuple[bytes, ...] = ()

    def add(self, kind: str, row: bytes) -> Tail:
        """Return the tail after one more entry: a row of `kind` with the root `row`."""
        number = self.entries + 1
        entry = entry_hash(number, kind, row)
        peaks = add_to_tree(self.peaks, self.entries, entry)
        return Tail(number, next_chain(self.chain, entry), peaks)

    @property
    def root(self) -> bytes:
        """Return the RFC 9162 root over all entries; the hash of nothing when there are none."""
        return tree_root(self.peaks)

    def head(self, schema: int) -> Head:
        """Return the head: the tail's hashes as hexadecimal digits, and the schema's number."""
        return Head(self.entries, self.chain.hex(), self.root.hex(), schema)


def _tree_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
