"""Documents that are refused: each with its reason, in little time, whatever they hold."""

import io
import zipfile

import pytest
from ckanext.datashare.document.examine import examine
from ckanext.datashare.domain.document import DocumentRefused, Limits, Reason, safe_filename

from tests.data.documents import make_documents as made

SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
EMBEDDED = (
    b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
    b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream",
)
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
FILE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
REMOTE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/attachedTemplate" Target="https://example.org/a.dotm" '
    'TargetMode="External"/></Relationships>'
)


def reason(data, filename, **limits):
    with pytest.raises(DocumentRefused) as refused:
        examine(data, filename=filename, limits=Limits(**limits))
    assert refused.value.sentence and refused.value.next_step
    return refused.value.reason


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries:
            opened.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (b"", "a.pdf", Reason.EMPTY),
        (b"plain words", "a.pdf", Reason.WRONG_TYPE),
        (b"<html><script>alert(1)</script></html>", "a.pdf", Reason.WRONG_TYPE),
        (b"MZ\x90\x00", "a.docx", Reason.WRONG_TYPE),
        (b"GIF89a%PDF-1.7", "a.pdf", Reason.WRONG_TYPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", Reason.WRONG_TYPE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            Reason.ENCRYPTED,
        ),
        (b"%PDF-1.7 and nothing else", "a.pdf", Reason.BROKEN),
        (made.pdf()[:400], "a.pdf", Reason.BROKEN),
        (made.pdf(), "a.docx", Reason.WRONG_ENDING),
        (made.pdf(), "a.exe", Reason.WRONG_TYPE),
        (made.pdf(), "pdf", Reason.WRONG_TYPE),
        (made.word(), "a.pdf", Reason.WRONG_TYPE),
        (made.word()[:500], "a.docx", Reason.BROKEN),
        (zipped(("a.txt", "x")), "a.docx", Reason.WRONG_TYPE),
    ],
)
def test_wrong_broken_or_encrypted_files_are_refused(data, filename, expected):
    assert reason(data, filename) is expected


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted_pdf_is_refused_even_when_it_opens_for_everyone(password):
    assert reason(made.encrypted_pdf(user_password=password), "a.pdf") is Reason.ENCRYPTED


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (made.catalog_pdf(SCRIPT), Reason.ACTIVE),
        (made.catalog_pdf(b"/OpenAction 4 0 R", b"<</S/Launch/F(cmd.exe)>>"), Reason.ACTIVE),
        (made.catalog_pdf(b"/OpenAction<</S/J#61vaScript/J#53(1)>>"), Reason.ACTIVE),
        (made.packed_pdf(b"<</Type/Catalog/Pages 2 0 R" + SCRIPT + b">>"), Reason.ACTIVE),
        (made.catalog_pdf(b"/OpenAction<</S/URI/URI(http://example.org)>>"), Reason.ACTIVE),
        (made.catalog_pdf(b"/AA<</WC<</S/URI/URI(http://example.org)>>>>"), Reason.ACTIVE),
        (
            made.catalog_pdf(b"/Names<</JavaScript<</Names[(a) <</S/JavaScript/JS(1)>>]>>>>"),
            Reason.ACTIVE,
        ),
        (
            made.catalog_pdf(
                b"/AcroForm<</Fields[]/XFA 4 0 R>>", b"<</Length 1>>stream\nx\nendstream"
            ),
            Reason.ACTIVE,
        ),
        (
            made.catalog_pdf(b"/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>", *EMBEDDED),
            Reason.ATTACHED,
        ),
        (made.catalog_pdf(b"/AF[4 0 R]", *EMBEDDED), Reason.ATTACHED),
        (
            made.marked_pdf(b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>"),
            Reason.ATTACHED,
        ),
        (
            made.marked_pdf(
                b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>"
            ),
            Reason.ACTIVE,
        ),
    ],
)
def test_pdf_that_acts_or_carries_is_refused(data, expected):
    assert reason(data, "a.pdf") is expected


@pytest.mark.parametrize(
    "entries",
    [
        b"/OpenAction[3 0 R/XYZ null null 0]",
        b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>",
        b"/Lang(en-GB)/PageMode/UseOutlines",
    ],
)
def test_pdf_that_opens_at_a_place_is_read(entries):
    assert examine(made.catalog_pdf(entries), filename="a.pdf").findings == []


def test_pdf_that_links_to_an_address_is_read():
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://example.org)>>>>"

    assert examine(made.marked_pdf(link), filename="a.pdf").findings == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"word/vbaProject.bin": b"x"}, Reason.MACROS),
        ({"word/activeX/activeX1.xml": "<a/>"}, Reason.MACROS),
        ({"word/embeddings/oleObject1.bin": b"x"}, Reason.MACROS),
        ({"word/_rels/settings.xml.rels": REMOTE}, Reason.REMOTE),
        ({"word/document.xml": BILLION}, Reason.BOMB),
        ({"word/document.xml": FILE}, Reason.BOMB),
        ({"word/header1.xml": BILLION}, Reason.BOMB),
        ({"docProps/core.xml": FILE}, Reason.BOMB),
        ({"word/document.xml": "<a><b></a>"}, Reason.BROKEN),
        ({"word/media/zeros.bin": b"\0" * 50_000_000}, Reason.BOMB),
        ({"../../etc/cron.d/a": b"x"}, Reason.BROKEN),
        ({f"word/media/{n}": b"" for n in range(2001)}, Reason.BOMB),
    ],
)
def test_docx_with_macros_or_bombs_is_refused(parts, expected):
    assert reason(made.with_parts(made.word(), parts), "a.docx") is expected


def test_docm_under_another_name_is_refused():
    types = made.part(made.word(), "[Content_Types].xml").replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )

    data = made.with_parts(made.word(), {"[Content_Types].xml": types})

    assert reason(data, "a.docx") is Reason.MACROS


def test_docx_with_a_password_on_its_zip_is_refused():
    data = bytearray(made.word())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 0x1

    assert reason(bytes(data), "a.docx") is Reason.ENCRYPTED


def test_docx_whose_zip_lies_about_its_size_is_refused():
    data = bytearray(made.with_parts(made.word(), {"word/header9.xml": "<a>" + " " * 9_000_000}))
    at = data.index(b"word/header9.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")

    assert reason(bytes(data), "a.docx") is Reason.BROKEN


@pytest.mark.slow
def test_docx_with_fifty_megabytes_of_text_is_refused():
    body = made.part(made.word(), "word/document.xml")
    long = body.replace(made.WORDS, "many different words " * 1_700_000)

    data = made.with_parts(made.word(), {"word/document.xml": long})

    assert reason(data, "a.docx") in (Reason.BOMB, Reason.TOO_MUCH_TEXT)


def test_limits_of_size_pages_and_text():
    assert reason(b"%PDF-" + b"x" * 2_000_000, "a.pdf", megabytes=1) is Reason.TOO_LARGE
    assert reason(made.pdf(pages=3), "a.pdf", pages=2) is Reason.TOO_MANY_PAGES
    assert reason(made.pdf(pages=3), "a.pdf", characters=100) is Reason.TOO_MUCH_TEXT
    assert reason(made.word(), "a.docx", characters=20) is Reason.TOO_MUCH_TEXT


def test_pdf_with_values_deep_in_each_other_is_refused_or_read_but_never_fatal():
    deep = made.catalog_pdf(b"/A " + b"[" * 50_000 + b"]" * 50_000)

    try:
        examine(deep, filename="a.pdf")
    except DocumentRefused as refused:
        assert refused.reason in (Reason.BROKEN, Reason.BOMB)


@pytest.mark.slow
def test_pdf_that_takes_too_long_is_ended():
    stream = b"BT /F 1 Tf " + b"0 0 Td (aaaaaaaaaa) Tj " * 400_000 + b"ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
    data = made.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    )

    assert reason(data, "a.pdf", seconds=1, characters=10) in (
        Reason.TOO_SLOW,
        Reason.TOO_MUCH_TEXT,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Blue Badge (final).PDF", "Blue Badge (final).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Draft 3.pdf", "Draft 3.pdf"),
        ('a"\r\nSet-Cookie: x=1.pdf', "a Set-Cookie x 1.pdf"),
        (".pdf", "document.pdf"),
        ("a" * 500 + ".pdf", "a" * 100 + ".pdf"),
        ("<script>.pdf", "script.pdf"),
        ("", "document.pdf"),
    ],
)
def test_filename_is_made_safe(name, expected):
    assert safe_filename(name, mimetype="application/pdf") == expected
