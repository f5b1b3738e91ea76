"""What a scan finds in made documents: exactly what was put in, and nothing in clean ones."""

import pytest
from ckanext.datashare.document.examine import examine
from ckanext.datashare.document.scan import scan
from ckanext.datashare.document.text import extract
from ckanext.datashare.domain.document import DOCX, PDF

from tests.data.documents import make_documents as made


def found(data, filename):
    return {(f.kind.value, f.page, f.label, f.text) for f in scan(data, filename=filename)}


PDFS = {
    "clean": (made.clean_pdf, set()),
    "contacts": (
        made.contact_pdf,
        {("email", 2, "", made.EMAIL), ("telephone", 2, "", made.TELEPHONE)},
    ),
    "properties": (
        made.properties_pdf,
        {
            ("metadata", None, "Author", made.SECRET),
            ("metadata", None, "Keywords", "blue badge; draft 3"),
        },
    ),
    "covered": (
        made.covered_pdf,
        {("covered_text", 1, "", made.SECRET), ("covered_text", 1, "", "Whited out")},
    ),
    "covered in a form": (made.covered_in_form_pdf, {("covered_text", 1, "", "Alex")}),
    "hidden": (
        made.hidden_pdf,
        {("hidden_text", 1, "", "invisible words white words outside words")},
    ),
    "changed": (made.changed_pdf, {("earlier_version", None, "", "1")}),
    "comment": (made.comment_pdf, {("comment", 1, "note", "Is this lawful?")}),
}
WORDS = {
    "clean": (made.clean_word, set()),
    "contacts": (
        made.contact_word,
        {("email", None, "", made.EMAIL), ("telephone", None, "", made.TELEPHONE)},
    ),
    "properties": (
        made.properties_word,
        {
            ("metadata", None, "Author", made.SECRET),
            ("metadata", None, "Last modified by", "Sam Invented"),
            ("metadata", None, "Company", "Borough of Nowhere"),
            ("metadata", None, "Editor", "Kim Madeup"),
            ("metadata", None, "Template", "file:///C:/Users/kim/Letter.dotx"),
        },
    ),
    "comment": (made.comment_word, {("comment", None, "note", "Is this lawful?")}),
    "changes": (
        made.changed_word,
        {
            ("tracked_change", None, "deleted", "ten years"),
            ("tracked_change", None, "added", "two years"),
        },
    ),
    "hidden": (
        made.hidden_word,
        {
            ("hidden_text", None, "", "hidden words"),
            ("hidden_text", None, "", "white words"),
        },
    ),
}


@pytest.mark.parametrize("case", PDFS)
def test_scan_of_a_pdf_finds_what_was_put_in(case):
    make, expected = PDFS[case]

    assert found(make(), "agreement.pdf") == expected


@pytest.mark.parametrize("case", WORDS)
def test_scan_of_a_docx_finds_what_was_put_in(case):
    make, expected = WORDS[case]

    assert found(make(), "agreement.docx") == expected


def test_scan_tells_where_the_box_lies():
    findings = scan(made.covered_pdf(), filename="a.pdf")

    left, bottom, right, top = next(f.box for f in findings if f.text == made.SECRET)
    assert 60 < left < right < 300 and (bottom, top) == (696, 710)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (
            b"<</Type/Annot/Subtype/Square/Rect[50 690 120 720]/IC[0 0 0]>>",
            {("comment", 1, "rectangle", "(rectangle)"), ("covered_text", 1, "", "Alex")},
        ),
        (
            b"<</Type/Annot/Subtype/Square/Rect[50 690 120 720]/C[1 0 0]>>",
            {("comment", 1, "rectangle", "(rectangle)")},
        ),
        (
            b"<</Type/Annot/Subtype/Redact/Rect[50 690 120 720]>>",
            {
                (
                    *("comment", 1, "redaction that was not carried out"),
                    "(redaction that was not carried out)",
                ),
                ("covered_text", 1, "", "Alex"),
            },
        ),
        (b"<</Type/Annot/Subtype/Link/Rect[50 690 120 720]>>", set()),
    ],
)
def test_scan_of_marks_on_a_page(mark, expected):
    assert found(made.marked_pdf(mark), "a.pdf") == expected


def test_extract_of_a_pdf_gives_a_text_a_page():
    extracted = extract(made.pdf(pages=3), filename="Agreement.PDF")

    assert extracted.mimetype == PDF
    assert [page.split(".")[0] for page in extracted.pages] == ["Page 1", "Page 2", "Page 3"]
    assert made.RARE_WORD in extracted.text


def test_extract_of_a_docx_leaves_out_what_readers_do_not_see():
    changed = extract(made.changed_word(), filename="a.docx")
    hidden = extract(made.hidden_word(), filename="a.docx")

    assert changed.mimetype == DOCX
    assert "Kept for two years" in changed.text and "ten years" not in changed.text
    assert "Seen." in hidden.text and "hidden words" not in hidden.text


def test_extract_of_a_docx_cuts_where_word_noted_the_end_of_a_page():
    body = made.part(made.word(), "word/document.xml")
    cut = body.replace("A rare word", "</w:t><w:lastRenderedPageBreak/><w:t>A rare word")

    examined = examine(made.with_parts(made.word(), {"word/document.xml": cut}), filename="a.docx")

    assert [page[:6] for page in examined.extracted.pages] == ["Camden", "A rare"]
