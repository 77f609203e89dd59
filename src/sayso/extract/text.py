"""A block as words with tags, sentences and quotations; every offset is one of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.core import Block, Document
from sayso.extract import words as w
from sayso.extract.cues import NOUN_FORMS, VERB_FORMS
from sayso.extract.words import list_words

#: No repetition in it can be matched in two ways, so the time is linear in the text.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Prof|Jr|Sr|St|vs"
    r"|Inc|Corp|Ltd|Co|No)\.|[A-Z]\.(?=\s+[A-Z])|['’](?:s|S|re|ve|ll|d|m|t)\b"
    r"|[@#]?\w+(?:(?:[-.&/]|['’](?!(?:s|S|re|ve|ll|d|m|t)\b))\w+)*"
    r"|''|``|--|\.\.\.|[^\w\s]"
)
_OPENING = frozenset("“„‟«‹")
_CLOSING = frozenset("”»›")
_STRAIGHT = frozenset(['"', "''", "``"])
#: Words that open with an apostrophe and no quotation.
_ELISIONS = frozenset(list_words("em til tis twas cause bout n round "))
_MAX_WORD = 100
_MAX_UNIT = 150


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last` (both marks included, half-open) of one quotation in a block."""

    first: int
    last: int
    words: int
    closed: bool
    single: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one block: parallel tuples, one item a token.

    `number` is its place among the lines that are read together.

    `tags` are one letter each, see `_tag`. `unit` numbers the sentences, a quotation counting as
    one with the sentence it stands in; `units` are their part ranges. `quoted[i]` is the index of
    the quotation that token i stands in (its marks included), or -1.
    """

    number: int
    block: Block
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lower: tuple[str, ...]
    tags: str
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]
    units: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.starts)

    def unit_at(self, index: int) -> int:
        """Return the number of the sentence that holds a token."""
        low, high = 0, len(self.units)
        while high - low > 1:
            middle = (low + high) // 2
            if self.units[middle][0] <= index:
                low = middle
            else:
                high = middle
        return low


def read_line(document: Document, block: Block, number: int) -> Line:
    """Return a block as tagged words; `number` is its place among the lines that are read."""
    matches = list(_TOKEN.finditer(document.text, block.start, block.end))
    starts = tuple(m.start() for m in matches)
    ends = tuple(m.end() for m in matches)
    texts = tuple(m.group() for m in matches)
    lower = tuple(text[:_MAX_WORD].lower() for text in texts)
    quotations, quoted = _find_quotations(document.text, starts, ends, texts)
    tags = _tag(texts, lower, quotations)
    units = _cut_units(document.text, block, starts, texts, quotations, quoted)
    return Line(number, block, starts, ends, texts, lower, tags, quotations, quoted, units)


def _find_quotations(
    text: str, starts: tuple[int, ...], ends: tuple[int, ...], texts: tuple[str, ...]
) -> tuple[tuple[Quotation, ...], tuple[int, ...]]:
    found: list[Quotation] = []
    quoted = [-1] * len(texts)
    singles = _pair_singles(text, starts, ends, texts)
    open_at = -1
    count = 0
    last = len(texts)

    def close(end: int, *, closed: bool, single: bool = False) -> None:
        if count:
            for index in range(open_at, end):
                quoted[index] = len(found)
            found.append(Quotation(open_at, end, count, closed, single))

    single_end = -1
    for index, part in enumerate(texts):
        straight = part in _STRAIGHT
        before = text[starts[index] - 1 : starts[index]] if index else ""
        after = text[ends[index] : ends[index] + 1]
        opens = part in _OPENING or (
            straight and (not before or before.isspace() or before in "([—–-/") and after.strip()
        )
        closes = part in _CLOSING or (straight and not opens)
        if single_end >= 0:
            if index == single_end:
                close(index + 1, closed=True, single=True)
                open_at, count, single_end = -1, 0, -1
                continue
            if not (part in _OPENING or part in _CLOSING or straight):
                count += part[0].isalnum()
                continue
            open_at, count, single_end = -1, 0, -1
        if open_at < 0:
            # A lone closing mark (its opening one was lost) opens nothing.
            if opens or (straight and after.strip() and after not in ".,;:)"):
                open_at, count = index, 0
            elif index in singles:
                open_at, count, single_end = index, 0, singles[index]
        elif closes:
            close(index + 1, closed=True)
            open_at, count = -1, 0
        elif part[0].isalnum():
            count += 1
    if open_at >= 0 and single_end < 0:
        close(last, closed=False)
    return tuple(found), tuple(quoted)


def _pair_singles(
    text: str, starts: tuple[int, ...], ends: tuple[int, ...], texts: tuple[str, ...]
) -> dict[int, int]:
    """Return pairs of single marks: an apostrophe opens only where a later one can close it."""
    pairs: dict[int, int] = {}
    open_at = -1
    for index, part in enumerate(texts):
        if part not in ("'", "‘", "’", "‚"):
            continue
        before = text[starts[index] - 1 : starts[index]] if index else ""
        after = text[ends[index] : ends[index] + 1]
        can_open = (not before or not before.isalnum()) and after.isalpha() and part != "’"
        can_close = bool(before.strip()) and not after.isalnum() and part != "‘"
        if can_open and open_at < 0:
            following = texts[index + 1].lower() if index + 1 < len(texts) else ""
            if following not in _ELISIONS:
                open_at = index
        elif can_close and open_at >= 0:
            # "the workers' demands" inside a quotation: the s before the mark, no stop before it
            # and a word after it make it a possessive.
            possessive = (
                before in "sS"
                and after.isspace()
                and text[ends[index] + 1 : ends[index] + 2].islower()
            )
            if possessive and any(t in ("'", "’") for t in texts[index + 1 : index + 40]):
                continue
            pairs[open_at] = index
            open_at = -1
    return pairs


def _tag(texts: tuple[str, ...], lower: tuple[str, ...], quotations: tuple[Quotation, ...]) -> str:
    """Return one letter a token.

    D determiner, S subject pronoun, O object pronoun, P preposition, U subordinator, T "that",
    H relative pronoun, C conjunction, A auxiliary, M modal, R adverb, I "to", B base or -s form of
    a verb, V past form, G -ing form, N noun, adjective or unknown, X capitalised word inside a
    sentence, # number, ' possessive mark, q quotation mark, and punctuation as itself.
    """
    marks = {q.first for q in quotations} | {q.last - 1 for q in quotations if q.closed}
    # The capitals of a headline In Title Case say nothing: there, a verb is told by its form.
    letters = [part for part in texts if part[0].isalpha()]
    titled = (
        len(letters) >= 4
        and len(letters) <= 40
        and (sum(part[0].isupper() for part in letters) >= 0.7 * len(letters))
    )
    tags: list[str] = []
    before = "."
    for index, part in enumerate(texts):
        word = lower[index]
        tag = _tag_word(index, part, word, before, tags, lower, marks, titled)
        if tag in "BV" and index + 1 < len(texts) and lower[index + 1] in ("'s", "’s"):
            tag = "N"
        tags.append(tag)
        before = tag
    return "".join(tags)


def _tag_word(
    index: int,
    part: str,
    word: str,
    before: str,
    tags: list[str],
    lower: tuple[str, ...],
    marks: set[int],
    titled: bool,
) -> str:
    first = part[0]
    if part in _STRAIGHT:
        return "q"
    if not (first.isalnum() or first in "@#'’") or (len(part) == 1 and not first.isalnum()):
        if index in marks or part in "“”«»„":
            return "q"
        if part in "'’" and before in "NX" and lower[index - 1].endswith("s"):
            return "'"  # "the rebels' commander"
        if first in ",.:;()?!":
            return first
        return "-" if first in "-–—" else "." if first == "…" else "*"
    if first in "'’":
        if word[1:] == "s":
            # "he's", "it's", "who's", "that's" hold a verb; after a noun it is a possessive mark.
            return "A" if before in "SHT" and index and lower[index - 1] != "one" else "'"
        if word[1:] == "t":
            return "R"
        return "A" if word in w.AUXILIARIES else "M"
    if first.isdigit():
        return "#"
    if first in "@#":
        return "X"
    starts_sentence = before in ".?!:q" or index == 0
    capital = first.isupper() and not starts_sentence and word != "i"
    if titled and capital and index and word in VERB_FORMS and before in "XN)M,RIAS":
        if before in "XN)," and VERB_FORMS[word][1] in "bn" and not lower[index - 1].endswith("s"):
            return "X"
        capital = False
    simple = _CLOSED.get(word)
    if simple and not (capital and simple in "BVGN"):
        if simple == "D" and word in ("no",) and before in "q":
            return "R"
        return simple
    if capital:
        return "X"
    form = VERB_FORMS.get(word)
    if form:
        if starts_sentence and first.isupper():
            # "Support grew", "Reports say": a sentence seldom begins with a finite verb.
            return (
                "G" if form[1] == "g" else "N" if form[1] in "bs" else "X" if before == "." else "V"
            )
        return _tag_verb(index, word, form[1], before, tags, lower)
    if w.is_adverb(word):
        return "R"
    if first.isupper():
        return "X"
    if before == "M":
        return "B"
    if len(word) > 4 and before not in "D'P#" and "-" not in word:
        if word.endswith("ed") and not word.endswith(("eed", "hundred", "kindred")):
            return "V"
        if word.endswith("ing") and before in ",AR":
            return "G"
    return "N"


def _tag_verb(
    index: int, word: str, form: str, before: str, tags: list[str], lower: tuple[str, ...]
) -> str:
    if form == "g":
        return "N" if before in "D'" else "G"
    if form in "dn":
        return "N" if before in "D'" else "V"
    nominal = word in NOUN_FORMS or w.is_adverb(word)
    if before in "D'#":
        return "N"
    if before in "MIASHRO":
        # "is support": a noun after a form of "be".
        return "N" if before == "A" and lower[index - 1] in w.BE and form != "n" else "B"
    if before == "P":
        return "N"
    if before == "T":
        return "B"
    if before in "XN" and word in _ONE_FORM:
        return "V"
    if before == "X":
        return "B" if form == "s" or lower[index - 1].endswith("s") or not nominal else "N"
    if before == "N":
        plural = lower[index - 1].endswith("s") or lower[index - 1] in (
            "people",
            "police",
            "men",
            "women",
        )
        return "B" if plural == (form == "b") else "N"
    if before in "C,)q":
        return (
            "B"
            if not nominal
            else "N"
            if before == "," or (len(tags) > 1 and tags[-2] in "N")
            else "B"
        )
    return "N" if nominal else "B"


#: Past forms that look like the base: "the clerk put it".
_ONE_FORM = frozenset(("put", "read", "let", "quit"))


def _build_closed() -> dict[str, str]:
    closed: dict[str, str] = {}
    for tag, members in (
        ("R", w.ADVERBS), ("U", w.SUBORDINATORS), ("P", w.PREPOSITIONS), ("D", w.DETERMINERS),
        ("O", w.OBJECTS), ("S", w.SUBJECTS), ("H", w.RELATIVES), ("C", w.CONJUNCTIONS),
        ("A", w.AUXILIARIES), ("M", w.MODALS), ("I", {"to"}), ("T", {"that"}), ("H", {"what"}),
    ):  # fmt: skip
        for member in members:
            closed[member] = tag
    # A month and a will: capitals and place tell them apart elsewhere.
    return closed


_CLOSED = _build_closed()


def _cut_units(
    text: str,
    block: Block,
    starts: tuple[int, ...],
    texts: tuple[str, ...],
    quotations: tuple[Quotation, ...],
    quoted: tuple[int, ...],
) -> tuple[tuple[int, int], ...]:
    if not starts:
        return ()
    from nupunkt import sent_spans

    view = text[block.start : block.end].replace("\n", " ")
    cuts = {block.start + end for _, end in sent_spans(view)}
    # It joins "... would make the call. Order returned": a stop behind a plain word of four letters
    # and before a capital is an end, whatever it says.
    cuts.update(
        starts[index]
        for index in range(2, len(texts))
        if texts[index - 1] == "."
        and texts[index][0].isupper()
        and len(texts[index - 2]) > 3
        and texts[index - 2].islower()
    )
    units: list[tuple[int, int]] = []
    begin = 0
    upto = 0
    for cut in sorted(cuts):
        while upto < len(starts) and starts[upto] < cut:
            upto += 1
        if upto <= begin:
            continue
        if upto < len(starts):
            if (
                len(texts[upto - 1]) > 1
                and texts[upto - 1].endswith(".")
                and texts[upto][0].isupper()
                and len(texts[upto - 1]) < 6
                and texts[upto - 1].count(".") == 1
            ):
                continue
            inside = quoted[upto] >= 0 and quoted[upto] == quoted[upto - 1]
            ends_open = quoted[upto - 1] >= 0 and texts[upto - 2] in "?!,"
            if inside or (
                ends_open
                and upto - quotations[quoted[upto - 1]].first < 400
                and _speaks(texts, upto)
            ):
                continue
        units.append((begin, upto))
        begin = upto
    if begin < len(starts):
        units.append((begin, len(starts)))
    return tuple(piece for low, high in units for piece in _limit(low, high, quoted))


def _limit(low: int, high: int, quoted: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return a sentence in pieces of at most `_MAX_UNIT` tokens outside quotations.

    Without it a line of a million words costs the square of its length.
    """
    if high - low <= _MAX_UNIT:
        return [(low, high)]
    pieces: list[tuple[int, int]] = []
    count = 0
    for index in range(low, high):
        if quoted[index] < 0:
            count += 1
            if count > _MAX_UNIT:
                pieces.append((low, index))
                low, count = index, 1
    pieces.append((low, high))
    return pieces


def _speaks(texts: tuple[str, ...], index: int) -> bool:
    """Return whether a cue verb stands within a few words, with no quotation between."""
    for part in texts[index : index + 8]:
        if part in ".;:“”\"''":
            return False
        if VERB_FORMS.get(part.lower()):
            return True
    return False
