"""Opens a DOCX as the zip of XML parts it is (ISO/IEC 29500-2), within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from ...domain.document import DocumentRefused, Reason

START = b"PK\x03\x04"
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_PART = 40_000_000
# Pictures and text shrink to a tenth or a fiftieth; a bomb to a thousandth.
MAX_RATIO = 200
_RATIO_FROM = 2_000_000
_ENCRYPTED = 0x1

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_DOCUMENT = "macroenabled"
# Parts that run or draw themselves: macros, ActiveX controls, OLE objects.
_ACTIVE = ("vbaproject", "vbadata", "activex", "oleobject")
# Relations whose target is opened with the document, when it lies elsewhere.
_LOADED = ("attachedtemplate", "oleobject", "afchunk", "subdocument", "frame", "control")
_ELSEWHERE = ("http:", "https:", "ftp:", "mhtml:", "\\\\", "//")


class Package:
    """The parts of one DOCX."""

    def __init__(self, data: bytes) -> None:
        """Open a package that may be read.

        :raises DocumentRefused: for what is broken, encrypted, a bomb, has macros or loads itself
            from elsewhere, or is no Word document
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise DocumentRefused(Reason.BROKEN) from error
        self._entries = self._checked_entries()
        self.main = self._main_part()
        self._refuse_active()
        self._refuse_remote()

    @property
    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._entries)

    def xml(self, name: str) -> etree._Element | None:
        """Return a part as XML, None when there is no such part.

        Entities are never expanded: a part with a document type is refused (ISO/IEC 29500-2
        forbids it), so that nothing can be made of one.
        """
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        data = self._read(entry)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            bomb = b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]
            raise DocumentRefused(Reason.BOMB if bomb else Reason.BROKEN) from error
        if root.getroottree().docinfo.doctype:
            raise DocumentRefused(Reason.BOMB)
        return root

    def beside(self, word: str) -> Iterator[etree._Element]:
        """Yield the parts beside the main part whose names start with ``word``, such as header."""
        folder = str(PurePosixPath(self.main).parent)
        for name in self.names:
            path = PurePosixPath(name)
            if str(path.parent) == folder and path.name.startswith(word) and path.suffix == ".xml":
                root = self.xml(name)
                if root is not None:
                    yield root

    def relations(self) -> Iterator[tuple[str, str, bool]]:
        """Yield sort (last word, small letters), target and whether it lies outside the package."""
        for name in self.names:
            if not name.endswith(".rels"):
                continue
            root = self.xml(name)
            for relation in root.iter(f"{_RELATIONS}Relationship") if root is not None else ():
                sort = relation.get("Type", "").rsplit("/", 1)[-1].lower()
                outside = relation.get("TargetMode", "").lower() == "external"
                yield sort, relation.get("Target", ""), outside

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise DocumentRefused(Reason.BOMB)
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise DocumentRefused(Reason.ENCRYPTED)
            if info.file_size > max(_RATIO_FROM, MAX_RATIO * info.compress_size):
                raise DocumentRefused(Reason.BOMB)
            name = info.filename.lower()  # part names differ in more than letter case
            if name in entries or name.startswith("/") or ".." in name.split("/"):
                raise DocumentRefused(Reason.BROKEN)
            entries[name] = info
        return entries

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.file_size > MAX_PART:
            raise DocumentRefused(Reason.BOMB)
        try:
            with self._zip.open(entry) as part:
                # What the zip says of its sizes may be untrue: no more than this is unpacked.
                data = part.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise DocumentRefused(Reason.BROKEN) from error
        if len(data) > MAX_PART:
            raise DocumentRefused(Reason.BOMB)
        return data

    def _main_part(self) -> str:
        types = self.xml("[Content_Types].xml")
        if types is None:
            raise DocumentRefused(Reason.WRONG_TYPE)
        found = ""
        for override in types.iter(f"{_TYPES}Override"):
            kind = override.get("ContentType", "")
            if _MACRO_DOCUMENT in kind.lower():
                raise DocumentRefused(Reason.MACROS, found="macros")
            if kind == _DOCUMENT:
                found = override.get("PartName", "").lstrip("/")
        if not found or found.lower() not in self._entries:
            raise DocumentRefused(Reason.WRONG_TYPE)
        return found.lower()

    def _refuse_active(self) -> None:
        for name in self.names:
            if any(word in name for word in _ACTIVE):
                raise DocumentRefused(
                    Reason.MACROS, found="macros" if "vba" in name else "embedded objects"
                )

    def _refuse_remote(self) -> None:
        for sort, target, outside in self.relations():
            if outside and sort in _LOADED and target.lower().startswith(_ELSEWHERE):
                raise DocumentRefused(Reason.REMOTE, found=sort)
            if sort == "afchunk":
                raise DocumentRefused(Reason.ATTACHED, found="afChunk")
