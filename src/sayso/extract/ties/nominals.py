"""Ties told by nouns, adjectives and compounds: "a front for X", "X-led Y", "X's takeover of Y"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sayso.extract.ties.forms import Lexicon, Pattern
from sayso.extract.ties.holders import COPULAS, find_holders, find_right_holders
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import Raw, list_left, list_right, match_words
from sayso.extract.words import BE, list_words

#: Those whom a demonym can give to a state: "Kestrian president X" leads Kestria.
_STATE_HEADS = frozenset(
    list_words("president leader premier minister chancellor king emir ruler dictator head")
)
_BODY_NOUNS = frozenset(
    list_words(
        "company companies group groups firm firms body bodies man men person people outfit "
        "organisation organisations thing things force forces network movement"
    )
)


def find_nominals(sentence: Sentence, lexicon: Lexicon) -> Iterator[Raw]:
    """Yield the ties that nouns, adjectives and compounds of a sentence tell."""
    taken: set[int] = set()
    for index in range(sentence.low, sentence.high):
        word = sentence.word(index)
        compound = sentence.compounds.get(index)
        if compound is not None:
            yield from _read_hyphen(sentence, lexicon, index)
        if word in lexicon.withs:
            found = list(_read_all(sentence, index, lexicon.withs[word], _read_with))
            if found:
                taken.add(index)
                yield from found
        if word in lexicon.nouns and index not in taken:
            yield from _read_nouns(sentence, index, lexicon)
        if word in lexicon.acts and sentence.tag(index) in "NX":
            yield from _read_all(sentence, index, lexicon.acts[word], _read_act)
        if word in lexicon.pairs:
            yield from _read_all(sentence, index, lexicon.pairs[word], _read_pairs)
        if word in lexicon.words:
            yield from _read_all(sentence, index, lexicon.words[word], _read_state)
        if word in lexicon.befores:
            yield from _read_before(sentence, index, lexicon.befores[word])


_Reader = Callable[[Sentence, int, int, Pattern], Iterator[Raw]]


def _read_all(
    sentence: Sentence, index: int, patterns: Iterable[Pattern], reader: _Reader
) -> list[Raw]:
    """Return what the longest of the patterns at a token give."""
    best: tuple[int, list[Raw]] = (0, [])
    for pattern in patterns:
        told = match_words(sentence, index, pattern.words)
        if told is None or len(pattern.words) < best[0]:
            continue
        found = list(reader(sentence, index, told[0], pattern))
        if found and len(pattern.words) > best[0]:
            best = (len(pattern.words), found)
        elif found:
            best = (best[0], best[1] + found)
    return best[1]


def _read_nouns(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Raw]:
    best = 0
    found: list[Raw] = []
    for pattern, many in lexicon.nouns[sentence.word(index)]:
        told = match_words(sentence, index, pattern.words)
        if told is None or len(pattern.words) < best:
            continue
        items = list(_read_noun(sentence, index, told[0], pattern, many))
        if not items:
            continue
        if len(pattern.words) > best:
            best, found = len(pattern.words), items
        else:
            found += items
    yield from found


def _read_noun(
    sentence: Sentence, index: int, end: int, pattern: Pattern, many: bool
) -> Iterator[Raw]:
    number = sentence.at(index)
    if number < 0 or sentence.at(end - 1) != number:
        return
    phrase = sentence.phrases[number]
    if any(first <= index < last for _, first, last in phrase.names):
        return
    behind = [item for item in phrase.names if item[1] >= end]
    before = [item for item in phrase.names if item[2] <= index]
    if phrase.head != end - 1 and not behind:
        return
    begin = sentence.begin(number)
    others: list[int] = []
    ranges: list[tuple[int, int]] = []
    close = phrase.last
    word = sentence.word(end - 1)
    if sentence.word(close) in pattern.of and sentence.tag(close) in "PIU":
        other = sentence.starting_at(close + 1)
        if other >= 0:
            others = list_right(sentence, other)
            close = sentence.descend(others[-1])
    if not others and phrase.owner >= 0:
        others = [phrase.owner]
    if not others and before:
        mention, first, last = before[-1]
        if last < index and not mention.adjective and sentence.tag(last) == "N":
            return  # "San Diego chapter president"
        if (
            not mention.adjective
            or word in _STATE_HEADS
            or pattern.predicate
            not in (
                "leads",
                "member_of",
            )
        ):
            ranges = [(mention.start, mention.end)]
            # "Iran's Hezbollah ally": the name is no owner.
    compound = sentence.compounds.get(phrase.first)
    if compound is not None and not others and not ranges:
        return
    if not others and not ranges:
        yield from _read_list(sentence, number, end, pattern)
        return
    negated = sentence.word(phrase.first) == "no" or sentence.word(begin - 1) == "no"
    if behind:
        holders = [(number, "titled name", begin)]
    else:
        holders = find_holders(sentence, begin, close)
        if not holders:
            holders = find_right_holders(sentence, begin, close)
        if not holders and phrase.owner >= 0:
            holders = find_right_holders(sentence, begin, phrase.last)
    for holder, form, group in holders:
        if holder in others:
            continue
        for other in others:
            yield Raw(
                pattern.predicate,
                form,
                holder,
                other,
                index,
                end,
                group,
                pattern.swap,
                pattern.kind,
                negated=negated,
            )
        for place in ranges:
            yield Raw(
                pattern.predicate,
                "compound " + form,
                holder,
                -1,
                index,
                end,
                group,
                pattern.swap,
                pattern.kind,
                patient_range=place,
                negated=negated,
            )
    if not holders and many and others:
        # "Sudra's proxies, among them X and Y, fought on".
        at = close + (sentence.tag(close) in ",-")
        if sentence.word(at) == "including" or sentence.word(at) == "namely":
            at += 1
        elif sentence.word(at) in ("among", "such") and sentence.word(at + 1) in ("them", "as"):
            at += 2
        else:
            return
        first = sentence.starting_at(at)
        if first >= 0:
            for item in list_right(sentence, first):
                yield Raw(
                    pattern.predicate,
                    "list",
                    item,
                    others[0],
                    index,
                    end,
                    begin,
                    pattern.swap,
                    pattern.kind,
                )


def _read_list(sentence: Sentence, number: int, end: int, pattern: Pattern) -> Iterator[Raw]:
    """Yield what "The party has two arms: A and B" tells."""
    phrase = sentence.phrases[number]
    if sentence.tag(end) not in ":-,(" or phrase.last != end:
        return
    verb = phrase.first - 1
    if sentence.word(verb) not in ("has", "have", "had", "runs", "keeps", "maintains", "operates"):
        return
    subject = sentence.before(sentence.group(verb))
    first = sentence.starting_at(end + 1)
    if subject < 0 or first < 0 or sentence.phrases[first].named is None:
        return
    for item in list_right(sentence, first):
        yield Raw(
            pattern.predicate,
            "list",
            item,
            subject,
            verb,
            end,
            sentence.group(verb),
            pattern.swap,
            pattern.kind,
        )


def _read_with(sentence: Sentence, index: int, end: int, pattern: Pattern) -> Iterator[Raw]:
    other = sentence.starting_at(end)
    if other < 0:
        return
    number = sentence.at(index)
    begin = sentence.begin(number) if number >= 0 else index
    others = list_right(sentence, other)
    close = sentence.descend(others[-1])
    if sentence.word(begin - 1) in ("a", "the"):
        begin -= 1
    negated = sentence.word(begin) == "no"
    holders = find_holders(sentence, begin, close)
    if not holders and sentence.ending.get(begin, -1) >= 0:
        left = sentence.ending[begin]
        first = sentence.begin(left)
        if sentence.word(first - 1) in ("hold", "holds", "held", "holding"):
            return  # "held the Front responsible for it": told by who holds it so
        if sentence.word(first - 1) in BE and sentence.phrases[left].named is None:
            # "X is a separate force at war with Y"
            group = sentence.group(first - 1)
            subject = sentence.before(group)
            if subject >= 0:
                holders = [(subject, "copula", group)]
                if any(
                    sentence.word(at) in ("different", "separate", "distinct")
                    for at in range(first, begin)
                ):
                    for item in others:
                        yield Raw(
                            "different_from", "with copula", subject, item, first, begin, group
                        )
        else:
            holders = [(left, "postmodifier", begin)]
    for holder, form, group in holders:
        for item in others:
            yield Raw(
                pattern.predicate,
                "with " + form,
                holder,
                item,
                index,
                end,
                group,
                pattern.swap,
                pattern.kind,
                negated=negated,
            )


def _read_act(sentence: Sentence, index: int, end: int, pattern: Pattern) -> Iterator[Raw]:
    number = sentence.at(index)
    if number < 0:
        return
    phrase = sentence.phrases[number]
    if phrase.head != end - 1 or phrase.last != end:
        return
    begin = sentence.begin(number)
    negated = sentence.word(phrase.first) == "no"
    agents: list[int] = []
    patients: list[int] = []
    spot: tuple[int, int] | None = None
    at = end
    for _ in range(3):
        word = sentence.word(at)
        following = sentence.starting_at(at + 1)
        if following < 0:
            break
        if word in ("by", "from"):
            agents = list_right(sentence, following)
            at = sentence.descend(agents[-1])
        elif word == "between" or (
            word == "of" and pattern.predicate in ("allied_with", "rival_of")
        ):
            pair = list_right(sentence, following)
            if len(pair) == 2:
                agents, patients = pair[:1], pair[1:]
            break
        elif word in pattern.of or (
            word in ("with", "against")
            and pattern.predicate
            in (
                "allied_with",
                "rival_of",
            )
        ):
            patients = list_right(sentence, following)
            at = sentence.descend(patients[-1])
        else:
            break
    if phrase.owner >= 0:
        if not agents:
            agents = [phrase.owner]
        elif not patients:
            patients = [phrase.owner]
    elif phrase.names and phrase.names[0][2] <= index:
        mention = phrase.names[0][0]
        if not agents:
            spot = (mention.start, mention.end)
    for patient in patients:
        for agent in agents:
            yield Raw(
                pattern.predicate,
                "act",
                agent,
                patient,
                index,
                end,
                begin,
                pattern.swap,
                pattern.kind,
                negated=negated,
            )
        if not agents and spot is not None:
            yield Raw(
                pattern.predicate,
                "compound act",
                -1,
                patient,
                index,
                end,
                begin,
                pattern.swap,
                pattern.kind,
                agent_range=spot,
                negated=negated,
            )


def _read_pairs(sentence: Sentence, index: int, end: int, pattern: Pattern) -> Iterator[Raw]:
    number = sentence.at(index)
    begin = sentence.begin(number) if number >= 0 else index
    begin = min(begin, index)
    while sentence.tag(begin - 1) in "RD" and begin > sentence.low:
        begin -= 1
    if sentence.word(begin - 1) not in BE and sentence.word(begin - 1) not in COPULAS:
        return
    if sentence.tag(end) == "N" and sentence.word(end) in _BODY_NOUNS:
        end += 1
    if (
        sentence.word(end) in ("of", "from", "to", "with", "as", "than")
        or sentence.tag(end) in "NX"
    ):
        return
    group = sentence.group(begin - 1)
    subject = sentence.before(group)
    if subject < 0:
        return
    chain = list_left(sentence, subject)
    if len(chain) == 1:
        word = sentence.word(sentence.phrases[subject].first)
        head = sentence.word(sentence.phrases[subject].head)
        if word in ("they", "both", "two", "these") or head in ("two", "both"):
            yield Raw(pattern.predicate, "pair of pronoun", subject, -2, index, end, group)
        return
    for place, first in enumerate(chain):
        for second in chain[place + 1 :]:
            yield Raw(pattern.predicate, "pair", second, first, index, end, group)


def _read_hyphen(sentence: Sentence, lexicon: Lexicon, index: int) -> Iterator[Raw]:
    mention = sentence.compounds[index]
    pattern = lexicon.hyphens.get(sentence.word(index).rpartition("-")[2])
    number = sentence.at(index)
    if pattern is None or number < 0:
        return
    for _ in range(4):
        phrase = sentence.phrases[number]
        if phrase.head != phrase.last - 1 or phrase.head not in sentence.compounds:
            break
        # "Sudra-controlled, Norland-armed X": the next phrase holds what both describe.
        at = phrase.last
        while sentence.tag(at) in ",C" and at < sentence.high:
            at += 1
        if at == phrase.last or sentence.starting.get(at, -1) < 0:
            break
        number = sentence.starting[at]
    phrase = sentence.phrases[number]
    spot = (mention.start, mention.end)
    if phrase.head in sentence.compounds:
        for holder, _, group in find_holders(sentence, phrase.first, phrase.last):
            yield Raw(
                pattern.predicate,
                "hyphen",
                -1,
                holder,
                index,
                index + 1,
                group,
                pattern.swap,
                pattern.kind,
                agent_range=spot,
            )
        return
    swap = pattern.swap
    yield Raw(
        pattern.predicate,
        "hyphen",
        -1,
        number,
        index,
        index + 1,
        phrase.first,
        swap,
        pattern.kind,
        agent_range=spot,
    )


def _read_state(sentence: Sentence, index: int, end: int, pattern: Pattern) -> Iterator[Raw]:
    if (
        sentence.tag(end) in "NX"
        and sentence.tag(index) in "NXV"
        and sentence.at(index) >= 0
        and (sentence.at(index) == sentence.at(end))
    ):
        return
    number = sentence.at(index)
    begin = index
    if number >= 0:
        phrase = sentence.phrases[number]
        if phrase.named is not None or phrase.last > end:
            return
        begin = phrase.first
    for holder, form, group in find_holders(sentence, begin, end):
        if form in ("copula", "apposition", "naming"):
            yield Raw(pattern.predicate, "state " + form, holder, -1, index, end, group)


def _read_before(sentence: Sentence, index: int, pattern: Pattern) -> Iterator[Raw]:
    number = sentence.at(index)
    if number < 0 or sentence.phrases[number].head <= index:
        return
    phrase = sentence.phrases[number]
    if phrase.named is None or (phrase.names and phrase.names[0][1] < index):
        return
    yield Raw(pattern.predicate, "state before", number, -1, index, index + 1, phrase.first)
