"""Documents to mentions: what is named where, and of what kind it is."""

from sayso.extract.recognise.gazetteer import GazetteerRecogniser, read_gazetteer
from sayso.extract.recognise.mention import (
    Mention,
    MentionKind,
    Recogniser,
    face_kind,
    find_recogniser,
    list_recognisers,
)
from sayso.extract.recognise.names import NamesRecogniser, find_names

__all__ = [
    "GazetteerRecogniser",
    "Mention",
    "MentionKind",
    "NamesRecogniser",
    "Recogniser",
    "face_kind",
    "find_names",
    "find_recogniser",
    "list_recognisers",
    "read_gazetteer",
]
