"""Repeating fields through a real form: 33 rows, gaps, five fields side by side."""

import re
import time

import ckan.plugins.toolkit as tk
import pytest

from tests import factories

ROWS = 33
FIVE = {
    "parties": "body_words",
    "purposes": "title",
    "data_items": "name",
    "documents": "title",
    "privacy_notices": "url",
}


@pytest.fixture
def editor():
    """Return a body and one of its editors."""
    body = factories.body()
    return body, factories.person_of(body["id"])


def words(field, number):
    if field == "privacy_notices":
        return f"https://www.example.gov.uk/{number}"
    return f"{field} number {number}"


def posted(body, numbers):
    """Return what a browser posts: the fields' rows interleaved, unfilled parts blank."""
    form = [("title", f"Form {factories.unique('form')}"), ("owner_org", body["id"])]
    for number in numbers:
        for field, subfield in FIVE.items():
            form.append((f"{field}-{number}-{subfield}", words(field, number)))
            form.append((f"{field}-{number}-description", "")) if field == "purposes" else None
        form.append((f"parties-{number}-discloses", "false"))
        form.append((f"parties-{number}-article_6", ""))
    form += [("parties-900-body", ""), ("parties-900-discloses", "false"), ("save", "go-metadata")]
    return form


def post(app, person, form):
    from werkzeug.datastructures import MultiDict

    response = app.post(
        "/agreement/new",
        data=MultiDict(form),
        headers=factories.headers(person["name"]),
        follow_redirects=False,
    )
    return response


def stored(form):
    title = dict(form)["title"]
    found = factories.call(
        "package_search", fq=f'title:"{title}"', include_private=True, include_drafts=True
    )["results"]
    return factories.call("package_show", id=found[0]["id"]) if found else None


@pytest.mark.parametrize("numbers", [range(ROWS), range(0, ROWS * 7, 7), range(ROWS - 1, -1, -1)])
def test_33_rows_of_five_fields_side_by_side_arrive_whole_and_in_order(app, editor, numbers):
    body, person = editor
    form = posted(body, numbers)

    response = post(app, person, form)

    assert response.status_code in (302, 303), response.body[:2000]
    shown = stored(form)
    for field, subfield in FIVE.items():
        assert [row[subfield] for row in shown[field]] == [
            words(field, number) for number in sorted(numbers)
        ], field


def test_row_with_a_bad_number_is_refused_and_the_answers_are_kept(app, editor):
    body, person = editor
    form = [*posted(body, range(2)), ("parties-x-body_words", "Nowhere")]

    response = post(app, person, form)

    assert response.status_code == 200
    assert "Rows are numbered from 0 to 9999" in response.body
    assert stored(form) is None


def test_more_than_500_rows_are_refused(app, editor):
    body, person = editor
    form = [
        ("title", factories.unique("many")),
        ("owner_org", body["id"]),
        *((f"data_items-{number}-name", "n") for number in range(501)),
    ]

    response = post(app, person, form)

    assert response.status_code == 200
    assert "Enter at most 500 rows. This has 501." in response.body


def test_native_rows_of_the_api_are_kept_as_they_are(app, editor):
    body, person = editor
    rows = [{"body_words": f"Body {number}", "discloses": True} for number in range(ROWS)]

    made = app.post(
        "/api/action/package_create",
        json={"type": "agreement", "title": "API", "owner_org": body["id"], "parties": rows},
        headers=factories.headers(person["name"]),
    ).json["result"]

    sent = [{part: row[part] for part in row if part in rows[0]} for row in made["parties"]]
    assert sent == rows


def test_rows_typed_into_a_form_replace_the_stored_ones_in_a_patch(app, editor):
    body, person = editor
    made = factories.call(
        "package_create",
        person["name"],
        type="agreement",
        title="Patch",
        owner_org=body["id"],
        data_items=[{"name": "a"}, {"name": "b"}],
    )

    factories.call(
        "package_patch",
        person["name"],
        id=made["id"],
        **{"data_items-0-name": "c", "data_items-1-name": ""},
    )
    assert tk.get_action("package_show")(factories.context(), {"id": made["id"]})["data_items"] == [
        {"name": "c"}
    ]

    factories.call("package_patch", person["name"], id=made["id"], **{"data_items-0-name": ""})
    assert not factories.call("package_show", id=made["id"]).get("data_items")


def test_fifty_megabytes_posted_to_the_form_get_an_answer_at_once(app, editor):
    body, person = editor
    started = time.monotonic()

    form = [("title", "T"), ("owner_org", body["id"]), ("purpose", "x" * 50_000_000)]
    response = post(app, person, form)

    assert response.status_code in (200, 400, 413)
    assert time.monotonic() - started < 10
    if response.status_code == 200:
        assert "Use at most" in response.body


def test_fifty_megabytes_posted_to_the_api_are_refused_at_their_field(app, editor):
    body, person = editor
    started = time.monotonic()

    response = app.post(
        "/api/action/package_create",
        json={
            "type": "agreement",
            "title": "T",
            "owner_org": body["id"],
            "parties": [{"body_words": "x" * 50_000_000}],
        },
        headers=factories.headers(person["name"]),
    )

    assert response.status_code == 409
    assert (
        list(response.json["error"]) == ["__type", "parties"] or "parties" in response.json["error"]
    )
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("value", [["agreement"], {"a": 1}])
@pytest.mark.parametrize(
    ("action", "name"),
    [("package_create", "type"), ("package_update", "id"), ("package_update", "name")],
)
def test_dataset_named_by_a_list_or_an_object_is_refused(app, editor, action, name, value):
    _body, person = editor

    response = app.post(
        f"/api/action/{action}",
        json={"title": "T", name: value},
        headers=factories.headers(person["name"]),
    )

    assert response.status_code == 409
    assert set(response.json["error"]) == {"__type", name}


def test_form_that_scheming_draws_has_our_questions(app):
    admin = factories.sysadmin()
    factories.body()  # without any, CKAN asks for an organization first

    html = app.get("/organization/new", headers=factories.headers(admin["name"])).body

    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "field-ons_code" in ids
