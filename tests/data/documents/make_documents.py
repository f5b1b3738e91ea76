"""Makes agreements as PDF and DOCX with known findings. Nobody in them is real.

Telephone numbers are those that Ofcom keeps for drama; addresses lie under example.org.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

WORDS = "Camden and Hackney share Blue Badge records to find badges used after a death."
RARE_WORD = "quokka"
EMAIL = "sharing@example.org"
TELEPHONE = "020 7946 0018"
SECRET = "Alex Imaginary"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def pdf(
    draw: Callable[[Canvas], None] | None = None, *, pages: int = 1, **properties: str
) -> bytes:
    """Return a PDF of the given pages; ``draw`` adds to the last one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    canvas.setAuthor(properties.get("author", ""))
    canvas.setSubject(properties.get("subject", ""))
    canvas.setKeywords(properties.get("keywords", ""))
    canvas.setTitle(properties.get("title", "Blue Badge checks"))
    for number in range(1, pages + 1):
        canvas.setFillColor(black)
        canvas.drawString(60, 760, f"Page {number}. {WORDS}")
        canvas.drawString(60, 740, f"A rare word: {RARE_WORD}.")
        if draw is not None and number == pages:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def clean_pdf() -> bytes:
    """Return a PDF with nothing to find: white words on a dark bar and shaded rows included."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        canvas.rect(55, 600, 300, 24, fill=1, stroke=0)
        canvas.setFillColor(white)
        canvas.drawString(60, 606, "A heading in white on black")
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        canvas.rect(55, 560, 300, 24, fill=1, stroke=0)
        canvas.setFillColor(black)
        canvas.drawString(60, 566, "A shaded row. Reference DSL-2026-483920, 01/04/2026.")
        canvas.setFillAlpha(0.3)
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(55, 755, 300, 16, fill=1, stroke=0)

    return pdf(draw, pages=2)


def contact_pdf() -> bytes:
    """Return a PDF with an e-mail address and a telephone number on page 2."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, f"Write to {EMAIL} or ring {TELEPHONE}.")

    return pdf(draw, pages=2)


def properties_pdf() -> bytes:
    """Return a PDF whose properties name an author and keywords."""
    return pdf(author=SECRET, keywords="blue badge; draft 3")


def covered_pdf() -> bytes:
    """Return a PDF with a name under a black box, and another under a white one."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, f"Signed by {SECRET} for Camden")
        start = 60 + canvas.stringWidth("Signed by ")
        width = canvas.stringWidth(SECRET)
        canvas.rect(start - 0.5, 696, width + 1, 14, fill=1, stroke=0)
        canvas.drawString(60, 660, "Whited out")
        canvas.setFillColor(white)
        canvas.rect(58, 656, 80, 14, fill=1, stroke=0)

    return pdf(draw)


def covered_in_form_pdf() -> bytes:
    """Return a PDF whose words and black box lie in a form that is moved and scaled."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(0, 0, "Name: Alex")
        canvas.rect(canvas.stringWidth("Name: ", "Helvetica", 10), -2, 40, 12, fill=1, stroke=0)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.scale(2, 2)
        canvas.doForm("stamp")
        canvas.restoreState()

    return pdf(draw)


def hidden_pdf() -> bytes:
    """Return a PDF with invisible text, white text on white, and text beyond the page's edge."""

    def draw(canvas: Canvas) -> None:
        unseen = canvas.beginText(60, 640)
        unseen.setTextRenderMode(3)
        unseen.textOut("invisible words")
        unseen.setTextRenderMode(0)
        canvas.drawText(unseen)
        canvas.setFillColor(white)
        canvas.drawString(60, 600, "white words")
        canvas.setFillColor(black)
        canvas.drawString(700, 600, "outside words")

    return pdf(draw)


def comment_pdf() -> bytes:
    """Return a PDF with a note on its page."""

    def draw(canvas: Canvas) -> None:
        canvas.textAnnotation("Is this lawful?", Rect=[60, 500, 80, 520])

    return pdf(draw)


def marked_pdf(mark: bytes) -> bytes:
    """Return a PDF of one page with a word on it and one annotation, written by hand."""
    stream = b"BT /F 12 Tf 60 700 Td (Alex) Tj ET"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        mark,
    )


def catalog_pdf(entries: bytes, *more: bytes) -> bytes:
    """Return an empty PDF with ``entries`` in its catalog; ``more`` objects count from 4."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R" + entries + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *more,
    )


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of objects written by hand; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def changed_pdf() -> bytes:
    """Return a PDF to which a change was appended, as editors that save quickly do."""
    first = catalog_pdf(b"")
    number, body = 3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 90>>"
    out = bytearray(first)
    place = len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    before = int(first.rsplit(b"startxref", 1)[1].split()[0])
    out += b"trailer\n<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, table)
    return bytes(out)


def packed_pdf(catalog: bytes) -> bytes:
    """Return a PDF whose catalog lies in a compressed object stream."""
    inner = [catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    inner.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
    places, body = b"", b""
    for number, item in enumerate(inner, start=1):
        places += b"%d %d " % (number, len(body))
        body += item + b" "
    packed = zlib.compress(places + body)
    out = bytearray(b"%PDF-1.5\n")
    at = len(out)
    out += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(places),
        len(packed),
    )
    out += packed + b"\nendstream\nendobj\n"
    table = len(out)
    rows = _row(0, 0, 255) + b"".join(_row(2, 4, index) for index in range(3))
    rows = zlib.compress(rows + _row(1, at, 0) + _row(1, table, 0))
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 3 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(
        rows
    )
    out += b"stream\n" + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def _row(kind: int, first: int, second: int) -> bytes:
    return bytes([kind]) + first.to_bytes(3, "big") + bytes([second])


def encrypted_pdf(*, user_password: str) -> bytes:
    """Return an encrypted PDF; with the empty password it opens for everyone."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    lock = StandardEncryption(user_password, ownerPassword="owner", canPrint=0)
    canvas = Canvas(out, encrypt=lock)
    canvas.drawString(60, 700, WORDS)
    canvas.save()
    return out.getvalue()


def word(change: Callable[[Any], None] | None = None, **properties: str) -> bytes:
    """Return a DOCX with two paragraphs and no properties but those given."""
    document = docx.Document()
    document.add_paragraph(WORDS)
    document.add_paragraph(f"A rare word: {RARE_WORD}.")
    core = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(core, name, properties.get(name, ""))
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def clean_word() -> bytes:
    """Return a DOCX with nothing to find: white words on a dark cell included."""

    def change(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:fill"), "000000")
        cell._tc.get_or_add_tcPr().append(shade)
        _coloured(cell.paragraphs[0].add_run("A heading in white on black"), "FFFFFF")

    return word(change)


def contact_word() -> bytes:
    """Return a DOCX with an e-mail address in its text and a telephone number in its footer."""

    def change(document: Any) -> None:
        document.add_paragraph(f"Write to {EMAIL}.")
        document.sections[0].footer.paragraphs[0].text = f"Ring {TELEPHONE}."

    return word(change)


def properties_word() -> bytes:
    """Return a DOCX that names its author, last editor, company, an editor and a template."""
    made = word(author=SECRET, last_modified_by="Sam Invented")
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Word</Application><Company>Borough of Nowhere</Company>'
        "</Properties>"
    )
    people = f'<w15:people xmlns:w15="{_W15}"><w15:person w15:author="Kim Madeup"/></w15:people>'
    template = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/attachedTemplate" Target="file:///C:/Users/kim/Letter.dotx" '
        'TargetMode="External"/></Relationships>'
    )
    return with_parts(
        made,
        {
            "docProps/app.xml": app,
            "word/people.xml": people,
            "word/_rels/settings.xml.rels": template,
        },
    )


def comment_word() -> bytes:
    """Return a DOCX with a comment."""

    def change(document: Any) -> None:
        run = document.paragraphs[0].runs[0]
        document.add_comment(run, text="Is this lawful?", author="", initials="")

    return word(change)


def changed_word() -> bytes:
    """Return a DOCX with one insertion and one deletion that nobody accepted."""

    def change(document: Any) -> None:
        paragraph = document.add_paragraph("Kept for ")
        for tag, text_tag, words in (
            ("w:del", "w:delText", "ten years"),
            ("w:ins", "w:t", "two years"),
        ):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), "1")
            mark.set(qn("w:author"), "")
            run = OxmlElement("w:r")
            text = OxmlElement(text_tag)
            text.text = words
            run.append(text)
            mark.append(run)
            paragraph._p.append(mark)

    return word(change)


def hidden_word() -> bytes:
    """Return a DOCX with text formatted as hidden, and white text on white."""

    def change(document: Any) -> None:
        paragraph = document.add_paragraph("Seen. ")
        paragraph.add_run("hidden words").font.hidden = True
        _coloured(document.add_paragraph().add_run("white words"), "FFFFFF")

    return word(change)


def _coloured(run: Any, colour: str) -> None:
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(colour)


def with_parts(package: bytes, parts: dict[str, str | bytes]) -> bytes:
    """Return a zip with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info, old.read(info), zipfile.ZIP_DEFLATED)
        for name, content in parts.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part(package: bytes, name: str) -> str:
    """Return one part of a zip as text."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name).decode("utf-8")
