"""`./dev features`: rows of the table against the marks of passing tests."""

from stack import features
from stack.place import ROOT

TABLE = "| | Feature |\n|---|---|\n| 1 | Read the list |\n| 2 | Own page |\n| 9 | Theme |\n"


def test_rows_of_the_table_have_number_and_title():
    assert features.rows(TABLE) == {1: "Read the list", 2: "Own page", 9: "Theme"}


def test_a_row_proven_in_part_is_not_counted():
    whole, part = features.proven(
        {
            "a": {"marks": [[1, False], [2, True]], "passed": True},
            "b": {"marks": [[1, True]], "passed": True},
        }
    )

    assert (whole, part) == ({1}, {2})
    assert features.lines(features.rows(TABLE), whole, part) == [
        "  1  proven   Read the list",
        "  2  in part  Own page",
        "  9  -        Theme",
        "1 of 3 rows proven",
    ]


def test_a_row_with_a_failing_test_is_not_proven():
    whole, part = features.proven(
        {
            "a": {"marks": [[1, False], [2, True]], "passed": True},
            "a[other]": {"marks": [[1, False], [2, True]], "passed": False},
        }
    )

    assert (whole, part) == (set(), set())


def test_the_projects_table_has_129_rows():
    titles = features.rows((ROOT / "docs" / "features.md").read_text("utf-8"))

    assert sorted(titles) == list(range(1, 130))
