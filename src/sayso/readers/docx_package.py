"""The parts of a DOCX package, unpacked under limits and parsed without outside references."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, NoReturn

from sayso.readers.parsed import Trouble, UnreadableError

#: Members of a package that are looked at.
MAX_MEMBERS = 10_000
#: Bytes to which the parts that are read may inflate, together.
MAX_INFLATED = 200 * 2**20
#: How many times the packed size that may be. A file of one paragraph, a thousand times over,
#: inflates 150 times: below `SMALL` the ratio does not count.
MAX_RATIO = 100
SMALL = 20 * 2**20
#: Elements inside one another.
MAX_DEPTH = 256

_BITE = 1 << 16
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DTD = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(slots=True)
class Package:
    """An open package: `read` inflates a part, `troubles` tells of parts that are damaged."""

    archive: zipfile.ZipFile
    packed: int
    inflated: int = 0
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all parts."""
        return frozenset(self.archive.namelist())

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None where there is none of this name.

        Raises
        ------
        UnreadableError
            `refused_size`, `encrypted`, or `malformed` where the archive is broken there.
        """
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            _refuse(
                "encrypted",
                f"The part {name} is locked with a password.",
                "Open the file with the password, save a copy without it, and read the copy.",
            )
        parts: list[bytes] = []
        try:
            with self.archive.open(info) as stream:
                while part := stream.read(_BITE):
                    self._count(len(part))
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            refuse_malformed(f"the part {name} cannot be unpacked: {error}")
        return b"".join(parts)

    def parse(self, name: str) -> Any | None:
        """Return the root element of a part (`lxml`), or None where there is no such part.

        A part that is not well-formed is read as far as it goes, which `troubles` then tells.

        Raises
        ------
        UnreadableError
            As `read` does, and `malformed` for a part that declares entities, is nested too deep,
            or holds nothing that can be read.
        """
        data = self.read(name)
        return None if data is None else self._parse(name, data)

    def relations(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the kind and the target part of each relation of a part ("" for the package).

        Relations that lead out of the package are left out, and never followed.
        """
        folder, base = posixpath.split(name)
        root = self.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        found: list[tuple[str, str]] = []
        for relation in root.iter(f"{{{_RELATIONS}}}Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found.append((kind, posixpath.normpath(path).lstrip("/")))
        return tuple(found)

    def _count(self, size: int) -> None:
        self.inflated += size
        ratio = self.inflated > SMALL and self.inflated > MAX_RATIO * self.packed
        if self.inflated > MAX_INFLATED or ratio:
            _refuse(
                "refused_size",
                f"The file of {self.packed:,} bytes unpacks to more than {self.inflated:,} bytes.",
                "If you trust the file, open it and save its text in several files.",
            )

    def _parse(self, name: str, data: bytes) -> Any:
        from lxml import etree

        if any(mark in data for mark in _DTD):
            refuse_malformed(f"the part {name} declares a document type, which no DOCX has")
        try:
            root = etree.fromstring(data, _make_parser(recover=False))
        except etree.XMLSyntaxError as error:
            root = self._recover(name, data, error)
        except ValueError as error:
            refuse_malformed(f"the part {name} cannot be parsed: {error}")
        # An encoding in which the marks above look otherwise (UTF-16) still shows here.
        if root.getroottree().docinfo.doctype:
            refuse_malformed(f"the part {name} declares a document type, which no DOCX has")
        return root

    def _recover(self, name: str, data: bytes, error: Exception) -> Any:
        from lxml import etree

        code = getattr(error, "code", None)
        if code == etree.ErrorTypes.ERR_INTERNAL_ERROR or "depth" in str(error):
            refuse_malformed(f"the part {name} is nested too deep: {error}")
        try:
            root = etree.fromstring(data, _make_parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            refuse_malformed(f"the part {name} is no XML: {error}")
        self.troubles.append(
            Trouble(
                "partly_read",
                name,
                f"The part is damaged ({error}).",
                "It was read as far as it can be.",
                "Open the file in a word processor, save it anew and read that.",
            )
        )
        return root


def open_package(data: bytes) -> Package:
    """Return the package in these bytes.

    Raises
    ------
    UnreadableError
        `malformed` for what is no ZIP archive, `refused_size` for one of too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        refuse_malformed(f"it cannot be opened as a ZIP archive: {error}")
    members = len(archive.infolist())
    if members > MAX_MEMBERS:
        _refuse(
            "refused_size",
            f"The file has {members:,} members; at most {MAX_MEMBERS:,} are read.",
            "Open the file in a word processor, save it anew and read that.",
        )
    return Package(archive, len(data))


def local_name(element: Any) -> str:
    """Return the name of an element of WordprocessingML, or "" for any other."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    space, name = tag[1:].split("}", 1)
    return name if space in _W else ""


def find_child(element: Any, *path: str) -> Any | None:
    """Return the first child of this name (and its first child, and so on), or None."""
    for name in path:
        element = next((child for child in element if local_name(child) == name), None)
        if element is None:
            return None
    return element


def get_attribute(element: Any, name: str) -> str | None:
    """Return an attribute of WordprocessingML, in either of its namespaces, or None."""
    for space in _W:
        value = element.get(f"{{{space}}}{name}")
        if value is not None:
            return str(value)
    return None


def refuse_malformed(detail: str) -> NoReturn:
    """Raise the `UnreadableError` for a file that is no whole DOCX."""
    _refuse(
        "malformed",
        f"The file is damaged or no whole DOCX ({detail}).",
        "Get the file again, or open it in a word processor, save it anew and read that.",
    )


def _refuse(kind: str, what: str, todo: str) -> NoReturn:
    raise UnreadableError(Trouble(kind, "", what, "The file was not read.", todo))


def _make_parser(*, recover: bool) -> Any:
    from lxml import etree

    # huge_tree off: libxml2 itself stops at 256 levels and at texts of 10 MB.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
