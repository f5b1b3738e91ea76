"""A document as a Word file: real headings, lists and table headers, and the same bytes always."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timezone
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ..domain.document import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
    Withheld,
)

# The earliest moment a ZIP file can hold; a document without a moment of its own has it too.
EPOCH = datetime(1980, 1, 1, tzinfo=timezone.utc)


def render(document: Document) -> bytes:
    """Return the file."""
    file = docx.Document()
    _properties(file, document)
    _styles(file, document.language)
    file.add_heading(document.title, level=1)
    _add(file, Facts(tuple((term, (said,)) for term, said in document.subject)))
    for block in document.blocks:
        _add(file, block)
    _footer(file, document.mark)
    made = io.BytesIO()
    file.save(made)
    return _packed(made.getvalue())


def _add(file: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            file.add_heading(text, level=min(level + 1, 9))
        case Items(items):
            for item in items:
                file.add_paragraph(item, style="List Bullet")
        case Facts(rows):
            for term, said in rows:
                line = file.add_paragraph()
                line.paragraph_format.keep_with_next = True
                line.paragraph_format.space_after = Pt(0)
                line.add_run(term).bold = True
                for one in said:
                    file.add_paragraph(one)
        case Table():
            _table(file, block)
        case Note(text) | Withheld(text):
            file.add_paragraph(text, style="Intense Quote")
        case Paragraph(text):
            file.add_paragraph(text)


def _table(file: Any, table: Table) -> None:
    """Add a table whose first row is its header, repeated on every page it reaches."""
    made = file.add_table(rows=0, cols=len(table.header), style="Table Grid")
    body = made._tbl
    for number, row in enumerate((table.header, *table.rows)):
        line = body._add_tr()  # python-docx's own way looks at all rows before each new one
        for text in row:
            cell = line._add_tc()
            paragraph = cell.p_lst[0] if cell.p_lst else cell.add_p()
            run = paragraph.add_r()
            run.text = text
            if number == 0:
                run.get_or_add_rPr().append(OxmlElement("w:b"))
        if number == 0:
            line.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        line.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    body.tblPr.append(caption)


def _properties(file: Any, document: Document) -> None:
    moment = (document.made or EPOCH).astimezone(timezone.utc).replace(microsecond=0)
    core = file.core_properties
    core.title = document.title[:255]
    core.language = document.language
    core.created = core.modified = moment
    core.revision = 1
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.subject = document.mark[:255]


def _styles(file: Any, language: str) -> None:
    for fonts in file.styles.element.iter(qn("w:lang")):
        fonts.set(qn("w:val"), language)
    normal = file.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), language)
    properties.append(said)


def _footer(file: Any, mark: str) -> None:
    line = file.sections[0].footer.paragraphs[0]
    line.add_run(f"{mark}. Page ")
    _count(line, "PAGE")
    line.add_run(" of ")
    _count(line, "NUMPAGES")


def _count(line: Any, what: str) -> None:
    """Add a number that Word works out itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _packed(made: bytes) -> bytes:
    """Return the same package without the clock's marks on its members."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=EPOCH.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return packed.getvalue()
