"""Which pronoun a document uses for each person, told from its own sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from sayso.extract.names import normal_form

_PRONOUN = re.compile(r"\b(?:(?P<m>he|himself|his)|(?P<f>she|herself|her))\b")
#: Pronouns of the subject; "her" may be somebody else's object, "his" somebody else's book.
_SURE = frozenset(("he", "she", "himself", "herself"))
#: Weight from which the votes tell: one sure pronoun, or two others.
_ENOUGH = 2
_STOP = re.compile(r"[.?!]\s+(?=[A-Z“\"])|\n|[“”\"]")
#: A person whose pronoun the document does not tell.
UNSURE = "?"
#: Code points behind a name in which its pronoun is looked for.
_REACH = 160


def find_genders(text: str, surnames: Iterable[str]) -> dict[str, str]:
    """Return for last names, in normal form, "m" or "f" as the document's pronouns have it.

    A vote is a pronoun behind the name in its sentence, no other name and no quotation mark
    between. Names whose votes do not agree two to one are `UNSURE`: a person, and no more. First
    names are not guessed at.

    >>> find_genders("Tarn said she left. Dorn hurt himself.", ["tarn", "dorn"])
    {'tarn': 'f', 'dorn': 'm'}
    """
    votes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wanted = {normal_form(name) for name in surnames}
    names = [
        (match.start(), match.end(), match.group().casefold())
        for match in re.finditer(r"[A-Z][\w’'-]*\w", text)
    ]
    for number, (_, end, word) in enumerate(names):
        word = normal_form(word)
        if word not in wanted:
            continue
        following = names[number + 1][0] if number + 1 < len(names) else len(text)
        stop = _STOP.search(text, end, end + _REACH)
        limit = min(end + _REACH, following, stop.start() if stop else len(text))
        pronoun = _PRONOUN.search(text, end, limit)
        if pronoun is not None:
            weight = _ENOUGH if pronoun.group() in _SURE else 1
            votes[word][0 if pronoun["m"] else 1] += weight
    return {name: _decide(he, she) for name, (he, she) in votes.items()}


def _decide(he: int, she: int) -> str:
    if he != she and max(he, she) >= max(_ENOUGH, 2 * min(he, she)):
        return "m" if he > she else "f"
    return UNSURE
