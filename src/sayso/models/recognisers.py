"""Recognisers beside our own: a table of names, a spaCy pipeline, an installed plug-in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sayso.core import Document, MissingExtraError, SettingsError
from sayso.extract.recognise import (
    GazetteerRecogniser,
    Mention,
    MentionKind,
    Recogniser,
    find_recogniser,
    read_gazetteer,
)
from sayso.extract.recognise.known import list_known

#: spaCy's labels, of its English pipelines and of those with four labels, as our kinds.
_KINDS = {
    "PERSON": MentionKind.PERSON,
    "PER": MentionKind.PERSON,
    "NORP": MentionKind.GROUP,
    "ORG": MentionKind.ORGANISATION,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
    "EVENT": MentionKind.EVENT,
    "PRODUCT": MentionKind.BRAND,
    **{kind.value.upper(): kind for kind in MentionKind},
}


class SpacyRecogniser:
    """Finds names by a spaCy pipeline that the user has installed, of any language.

    Its version names spaCy and the pipeline, and stands in the method of every row.
    """

    name = "spacy"

    def __init__(self, pipeline: Any) -> None:
        import spacy

        about = pipeline.meta
        self._pipeline = pipeline
        self.version = f"{spacy.__version__}:{about['lang']}_{about['name']}-{about['version']}"

    def find_mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the mentions in text order, block by block; labels of no party are left out."""
        known = list_known()
        found: list[Mention] = []
        starts = [block.start for block in document.blocks]
        words = (document.text[block.start : block.end] for block in document.blocks)
        for start, read in zip(starts, self._pipeline.pipe(words), strict=True):
            for entity in read.ents:
                kind = _KINDS.get(entity.label_)
                if kind is None:
                    continue
                told = known.get(entity.text)
                if kind is MentionKind.PLACE and told is not None:
                    kind = told[0]  # its labels do not tell a state from a town
                method = f"{self.name}/{self.version}"
                first, last = start + entity.start_char, start + entity.end_char
                found.append(Mention(first, last, kind, entity.text, False, method))
        return tuple(found)


@cache
def open_recognisers(names: str) -> tuple[Recogniser, ...]:
    """Return the recognisers of a setting: `gazetteer:FILE.csv`, `spacy:PIPELINE` or plug-ins.

    Several are parted by commas; of two that find overlapping names the later one is kept.

    Raises
    ------
    SettingsError
        When a file or a pipeline is not there, or a plug-in cannot be loaded.
    DataError
        When a row of a table cannot be used.
    MissingExtraError
        When spaCy is not installed.
    """
    return tuple(_open_one(part.strip()) for part in names.split(",") if part.strip())


def _open_one(name: str) -> Recogniser:
    kind, colon, argument = name.partition(":")
    if kind == "gazetteer" and colon:
        return _open_gazetteer(argument)
    if kind == "spacy" and colon:
        return _open_spacy(argument)
    if kind in ("gazetteer", "spacy"):
        raise SettingsError(
            f'The recogniser "{kind}" wants to know what to use. Write gazetteer:FILE.csv or '
            "spacy:PIPELINE.",
            value=name,
        )
    return find_recogniser(name)


def _open_gazetteer(path: str) -> Recogniser:
    try:
        lines = Path(path).expanduser().read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The table of names {path} cannot be read: {error}. Give the path of a CSV file in "
            "UTF-8.",
            path=path,
            value=path,
        ) from error
    return GazetteerRecogniser(read_gazetteer(lines, path))


def _open_spacy(pipeline: str) -> Recogniser:
    try:
        import spacy
    except ImportError as error:
        raise MissingExtraError(
            "spaCy is not installed. Install it: pip install 'sayso[spacy]', and a pipeline.",
            value=pipeline,
        ) from error
    try:
        loaded = spacy.load(pipeline)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f'spaCy has no pipeline "{pipeline}" here. Install it, or name another.',
            value=pipeline,
        ) from error
    return SpacyRecogniser(loaded)
