"""Tables are read row by row: what is wrong with one is said at its line and costs no other."""

from __future__ import annotations

import csv
import io

import pytest
from ckanext.datashare.importers import table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture
def write(tmp_path):
    def write(data: bytes | str, name: str = "list.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def read(path):
    return list(table.read(path).records)


def test_table_lines_count_from_the_heading(write):
    records = read(write('a,b\n1,2\n\n"x\ny",3\n4,5\n'))

    assert [(record.line, dict(record.cells)) for record in records] == [
        (2, {"a": "1", "b": "2"}),
        (4, {"a": "x\ny", "b": "3"}),
        (6, {"a": "4", "b": "5"}),
    ]


def test_table_tab_separates_in_tsv(write):
    assert read(write("a\tb\n1,5\t2\n", "list.tsv"))[0].cells == {"a": "1,5", "b": "2"}


def test_table_byte_order_mark_is_no_part_of_the_heading(write):
    assert table.read(write(b"\xef\xbb\xbfa,b\n1,2\n")).columns == ("a", "b")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"caf\xe9,2\n", "Cell 1 is not in UTF-8. Save the file as CSV in UTF-8."),
        (b"1,2,3\n", "The row has 3 cells, the heading has 2."),
        (b"1\n", "The row has 1 cells, the heading has 2."),
        (b"1,\x00\n", "Cell 2 holds a NUL character."),
        (b'1,"2\n', "A quotation mark is opened and never closed."),
        (b'"1"x,2\n', "The quotation marks of this row do not match."),
        (b"1," + b"x" * 100_001 + b"\n", "Cell 2 is longer than 100,000 characters."),
        (b"1," + b"x" * 200_000 + b"\n", "A cell is longer than 100,000 characters."),
    ],
    ids=["latin-1", "more", "fewer", "nul", "open quote", "quotes", "huge", "beyond csv"],
)
def test_table_broken_row_is_refused_and_stops_no_other(write, bad, reason):
    records = read(write(b"a,b\n1,2\n" + bad + b"3,4\n5,6\n"))

    assert [(record.line, record.refusal) for record in records] == [
        (2, ""),
        (3, reason),
        (4, ""),
        (5, ""),
    ]


def test_table_ragged_row_of_several_lines_is_refused_once(write):
    records = read(write('a,b\n"x\ny\nz",1,2\n3,4\n'))

    assert [(record.line, bool(record.refusal)) for record in records] == [(2, True), (5, False)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"\n  \n", "The file is empty."),
        ("a,b\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04", "workbook"),
        (b"a,a\n", "“a” twice"),
        (b'"a,b\n', "never closes"),
        (b"caf\xe9,b\n", "not in UTF-8"),
    ],
)
def test_table_file_that_cannot_be_read_says_why(write, data, reason):
    with pytest.raises(table.TableRefused, match=reason):
        table.read(write(data))


def test_table_missing_file_says_why(tmp_path):
    with pytest.raises(table.TableRefused, match="cannot be read"):
        table.read(tmp_path / "absent.csv")


def test_table_larger_than_the_limit_is_refused(write, monkeypatch):
    monkeypatch.setattr(table, "MAX_FILE_BYTES", 10)

    with pytest.raises(table.TableRefused, match="larger"):
        table.read(write(b"a,b\n1,2\n3,4\n"))


def test_table_too_many_rows_are_cut_with_a_word(write, monkeypatch):
    monkeypatch.setattr(table, "MAX_ROWS", 2)

    records = read(write("a\n1\n2\n3\n"))

    assert records[-1].refusal == "The rest of the file was not read: too many rows."


def test_table_search_for_the_end_of_broken_rows_is_bounded(write, monkeypatch):
    monkeypatch.setattr(table, "_RECOVERY_LINES", 100)

    records = read(write("a,b\n" + '"\n1\n' * 400))

    assert records[-1].refusal == "The rest of the file was not read: too many broken rows."


def test_missing_names_the_columns():
    assert table.missing(("a",), ("a", "b", "c")) == "2 columns are missing: “b”, “c”."
    assert table.missing(("a", "b"), ("a", "b")) == ""


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12))
def test_table_reads_back_whatever_was_written(tmp_path, rows):
    path = tmp_path / "written.csv"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b", "c"], *rows])
    path.write_bytes(out.getvalue().encode())

    records = read(path)

    assert all(not record.refusal for record in records)
    assert [list(record.cells.values()) for record in records] == [
        [cell.strip() for cell in row] for row in rows
    ]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=300), st.text(alphabet='a,"\n\r\0é', max_size=200)))
def test_table_any_bytes_give_rows_or_reasons(tmp_path, data):
    path = tmp_path / "any.csv"
    path.write_bytes(b"a,b\n" + (data if isinstance(data, bytes) else data.encode("latin-1")))

    records = read(path)

    lines = [record.line for record in records]
    assert lines == sorted(set(lines))
    assert all(record.refusal or set(record.cells) == {"a", "b"} for record in records)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.text(alphabet='x," \t', max_size=40))
def test_table_line_of_junk_never_hides_the_last_row(tmp_path, junk):
    path = tmp_path / "junk.csv"
    path.write_text(f"a,b\n1,2\n{junk}\n3,4\n", encoding="utf-8")

    records = read(path)

    assert records[0].cells == {"a": "1", "b": "2"}
    assert records[-1].cells == {"a": "3", "b": "4"}
