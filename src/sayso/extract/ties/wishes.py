"""Words of wishing and planning."""

from __future__ import annotations

from sayso.extract.words import list_words

#: Cues of wishing: what hangs on them is not said to be so.
WISHES = frozenset(
    list_words(
        "want wants wanted wish wishes wished hope hopes hoped demand demands demanded urge urges "
        "urged plan plans planned intend intends intended propose proposes proposed threaten "
        "threatens threatened promise promises promised vow vows vowed refuse refuses refused try "
        "tries tried attempt attempts attempted seek seeks sought aim aims aimed hoping wanting "
        "pledge pledges pledged need needs needed expect expects expected offer offers offered"
    )
)
