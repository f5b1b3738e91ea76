"""An agreement's document: what it shows, what it keeps back, and that it is always the same."""

from __future__ import annotations

import io
import subprocess
import sys

import docx
import page as validator
import pypdfium2 as pdfium
import pytest

from tests.team import Team, draft

ROOT = "0123456789abcdef" * 4
HOSTILE = '#eval("1+1") $x^2$ // {{purpose}} <script>alert(1)</script> \u202egnp.exe & *b* @a'


@pytest.fixture(scope="module")
def made(suite_app):
    lead, partner = Team(), Team()
    return draft(
        lead,
        partner,
        purpose=HOSTILE,
        security_measures="Kept in vault number seventeen.",
        legal_powers=["localism-2011-s1"],
        data_items=[{"name": f"Item {number}", "needed_why": "word " * 20} for number in range(60)],
        storage_location="x" * 500,
    )


def rendered(made, *, root=ROOT, withheld=None):
    import ckan.plugins as p
    from ckanext.datashare import content

    return p.get_plugin("igtemplates").datashare_agreement_document(
        content.of(made["id"]),
        reference="DSL-2026-483920",
        version=2,
        root=root,
        withheld=withheld or {},
    )


def text_of(pdf):
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def words_of(file):
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


@pytest.mark.feature(63, part=True)
def test_document_is_the_same_bytes_whenever_it_is_made(made):
    once, again = rendered(made), rendered(made)

    assert once == again


def test_document_is_the_same_bytes_in_another_process(tmp_path):
    script = (
        "import hashlib, sys\n"
        "from datetime import datetime, timezone\n"
        "from ckanext.igtemplates.domain.document import Document, Heading, Items, Table\n"
        "from ckanext.igtemplates.render import docx, html, pdf\n"
        "made = Document('T', 'en-GB', (('Reference', 'X'),), 'X', (Heading(1, 'a'),"
        " Items(('b', 'c')), Table('d', ('e',), (('f',),))),"
        " datetime(2026, 5, 1, tzinfo=timezone.utc))\n"
        "for found in (html.render(made).encode(), docx.render(made), pdf.render(made)):\n"
        "    print(hashlib.sha256(found).hexdigest())\n"
    )

    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            cwd=tmp_path,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(runs) == 1


@pytest.mark.feature(63, part=True)
def test_pdf_meets_pdf_ua(made):
    found = validator.validate_pdf_bytes(rendered(made).pdf)

    assert found.is_compliant, found.failures


def test_every_form_names_reference_version_and_root(made):
    found = rendered(made)

    for text in (text_of(found.pdf), found.html, words_of(found.docx)):
        assert "DSL-2026-483920" in text
        assert ROOT in text
        assert "DRAFT" not in text
        assert "vault number seventeen" in text


def test_each_page_of_a_pdf_names_reference_version_and_its_place(made):
    pages = list(pdfium.PdfDocument(rendered(made).pdf))

    for number, page in enumerate(pages, start=1):
        text = page.get_textpage().get_text_range()
        assert "DSL-2026-483920, version 2" in text
        assert f"Page {number} of {len(pages)}" in text


def test_draft_says_that_it_is_one(made):
    found = rendered(made, root="")

    for text in (text_of(found.pdf), found.html, words_of(found.docx)):
        assert "DRAFT" in text


def test_hostile_words_are_shown_as_words(made):
    found = rendered(made)

    shown = HOSTILE.replace("\u202e", "[U+202E]")
    assert shown in text_of(found.pdf)
    assert shown in words_of(found.docx)
    assert "<script>" not in found.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found.html
    assert "\u202e" not in found.html


def test_withheld_field_is_in_no_form(made):
    found = rendered(made, withheld={"field:security_measures": "Withheld: FOIA section 31."})

    for text in (text_of(found.pdf), found.html, words_of(found.docx)):
        assert "vault" not in text
        assert "Withheld: FOIA section 31." in text
    assert b"vault" not in found.pdf


def test_withheld_title_is_in_no_property(made):
    found = rendered(made, withheld={"field:title": "Withheld: FOIA section 31."})

    assert "Blue Badge checks" not in found.html
    assert docx.Document(io.BytesIO(found.docx)).core_properties.title.startswith("Withheld")
    assert "Blue Badge" not in str(pdfium.PdfDocument(found.pdf).get_metadata_dict())


def test_word_file_has_headings_language_and_a_header_row(made):
    document = docx.Document(io.BytesIO(rendered(made).docx))

    styles = [line.style.name for line in document.paragraphs]
    assert styles[0] == "Heading 1"
    assert "Heading 2" in styles
    assert document.core_properties.language == "en-GB"
    assert document.tables[0].rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_characters_of_any_script_do_not_stop_a_pdf(suite_app):
    from ckanext.igtemplates.domain.document import Document, Paragraph, plain
    from ckanext.igtemplates.render import glyphs, pdf

    every = "".join(
        chr(point)
        for ends in glyphs.RANGES.split()
        for first, last in [(ends.split("-") * 2)[:2]]
        for point in range(int(first, 16), int(last, 16) + 1)
    )
    words = " ".join(f"a{character}" for character in every) + " \u65e5 \u0628\u0627 \U0001f600"

    made = pdf.render(Document("T", "en", (), "", (Paragraph(plain(words)),)))

    assert validator.validate_pdf_bytes(made).is_compliant
    assert "[U+65E5]" in text_of(made)


def test_too_long_an_agreement_is_refused(made, monkeypatch):
    from ckanext.datashare import content
    from ckanext.igtemplates import agreement_document

    assert agreement_document.problems(content.of(made["id"])) == {}
    monkeypatch.setattr(agreement_document, "MOST", 100)

    assert rendered(made) is None
    assert "too long" in agreement_document.problems(content.of(made["id"]))["title"][0]
