"""Rows of repeating fields as forms post them."""

import pytest
from ckanext.datashare.domain import form_rows
from hypothesis import given
from hypothesis import strategies as st

FIELDS = {
    "parties": {"body", "role"},
    "purposes": {"title"},
    "data_items": {"name"},
    "documents": {"title", "url"},
    "releases": {"dataset"},
}


def test_rows_of_one_field_keep_their_order_beyond_ten():
    data = {f"parties-{n}-body": f"body {n}" for n in range(33)}

    rest, rows = form_rows.expand({**data, "title": "T"}, fields=FIELDS)

    assert rest == {"title": "T"}
    assert [row["body"] for row in rows["parties"]] == [f"body {n}" for n in range(33)]


def test_rows_of_five_fields_side_by_side_stay_apart():
    data = {}
    for number in range(33):
        for field, subfields in FIELDS.items():
            for subfield in subfields:
                data[f"{field}-{number}-{subfield}"] = f"{field} {number} {subfield}"

    rest, rows = form_rows.expand(data, fields=FIELDS)

    assert rest == {}
    for field, subfields in FIELDS.items():
        assert rows[field] == [
            {subfield: f"{field} {number} {subfield}" for subfield in subfields}
            for number in range(33)
        ]


def test_rows_with_gaps_close_up_in_the_order_of_their_numbers():
    data = {"parties-30-body": "c", "parties-2-body": "b", "parties-0-body": "a"}

    _, rows = form_rows.expand(data, fields=FIELDS)

    assert [row["body"] for row in rows["parties"]] == ["a", "b", "c"]


@pytest.mark.parametrize("blank", ["", "  ", None, [], ["", ""], "false", False, ["false"]])
def test_rows_that_say_nothing_fall_away(blank):
    data = {"parties-0-body": "a", "parties-1-body": blank, "parties-1-role": ""}

    _, rows = form_rows.expand(data, fields=FIELDS)

    assert rows["parties"] == [{"body": "a"}]


@pytest.mark.parametrize("number", ["x", "", "-1", "1.5", "٣", "10000", "9" * 50, "0x1", "1e3"])
def test_rows_with_a_number_that_is_none_are_refused(number):
    with pytest.raises(form_rows.RowRefused) as refusal:
        form_rows.expand({f"parties-{number}-body": "a"}, fields=FIELDS)

    assert refusal.value.field == "parties"


def test_rows_with_an_unknown_part_are_refused():
    with pytest.raises(form_rows.RowRefused, match="no “password”"):
        form_rows.expand({"parties-0-password": "a"}, fields=FIELDS)


def test_rows_up_to_the_limit_are_kept_and_more_refused():
    data = {f"parties-{n}-body": "a" for n in range(form_rows.MAX_ROWS)}

    assert len(form_rows.expand(data, fields=FIELDS)[1]["parties"]) == 500

    with pytest.raises(form_rows.RowRefused, match=r"at most 500 rows\. This has 501"):
        form_rows.expand({**data, "parties-777-body": "a"}, fields=FIELDS)


def test_rows_of_fields_that_do_not_repeat_are_left_alone():
    data = {"extras-0-key": "a", "some-thing": "b", "parties": [{"body": "x"}]}

    assert form_rows.expand(data, fields=FIELDS) == (data, {})


@given(st.dictionaries(st.integers(0, 9999), st.text(min_size=1).filter(str.strip), max_size=50))
def test_rows_come_back_by_number_whatever_order_they_were_posted_in(numbered):
    numbered = {n: words for n, words in numbered.items() if words.strip() != "false"}
    data = {f"parties-{n}-body": words for n, words in numbered.items()}

    _, rows = form_rows.expand(data, fields=FIELDS)

    wanted = [{"body": numbered[n]} for n in sorted(numbered)]
    assert rows.get("parties", []) == wanted


def test_rows_that_can_be_read_are_kept_beside_those_that_cannot():
    data = {"parties-1-body": "a", "parties-x-body": "b", "parties-0-secret": "c", "title": "T"}

    assert form_rows.readable(data, fields=FIELDS) == {"parties": [{"body": "a"}]}
