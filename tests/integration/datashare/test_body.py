"""One body, one page: every name and code leads to it, and none is guessed."""

import secrets

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.bodies import find_id

from tests import factories
from tests.factories import call


def code():
    return f"E{secrets.randbelow(10**8):08}"


@pytest.mark.feature(28, part=True)
def test_body_is_found_by_every_name_and_code(suite_app):
    ons = code()
    body = factories.body(ons_code=ons, official_name=factories.unique("Official"))
    alias = factories.unique("The King’s & Queen’s")
    call("datashare_body_name_add", body=body["id"], names=[alias])

    asked = [
        body["name"],
        body["title"].upper(),
        body["official_name"].lower(),
        alias.replace("’", "").replace("&", "AND"),
        ons.lower(),
        f"ons:{ons}",
    ]

    for named in asked:
        assert call("datashare_body_match", "", named=named)["id"] == body["id"], named
    assert call("datashare_body_match", "", named=factories.unique("nobody")) is None
    assert call("datashare_body_match", "", named=f"ods:{ons}") is None


def test_name_of_another_body_is_refused(suite_app):
    first, second = factories.body(), factories.body()
    alias = factories.unique("alias")
    call("datashare_body_name_add", body=first["id"], names=alias)

    for taken in (alias.upper(), first["title"]):
        with pytest.raises(tk.ValidationError) as refused:
            call("datashare_body_name_add", body=second["id"], names=[taken])
        assert "names" in refused.value.error_dict


def test_one_name_that_is_refused_keeps_all_out(suite_app):
    body, alias = factories.body(), factories.unique("alias")

    with pytest.raises(tk.ValidationError):
        call("datashare_body_name_add", body=body["id"], names=[alias, "—"])

    assert find_id(alias) is None


@pytest.mark.parametrize("names", [[], {}, [1], ["x" * 301], ["x"] * 51])
def test_names_of_another_shape_are_refused_at_their_field(suite_app, names):
    body = factories.body()

    with pytest.raises(tk.ValidationError) as refused:
        call("datashare_body_name_add", body=body["id"], names=names)

    assert list(refused.value.error_dict) == ["names"]


def test_names_are_for_administrators_of_the_body(suite_app):
    body, alias = factories.body(), factories.unique("alias")
    admin = factories.person_of(body["id"], "admin")
    editor = factories.person_of(body["id"], "editor")
    data = {"body": body["id"], "names": [alias]}

    with pytest.raises(tk.NotAuthorized):
        call("datashare_body_name_add", editor["name"], **data)
    assert call("datashare_body_name_add", admin["name"], **data)["names"] == [alias]
    assert call("datashare_body_name_remove", admin["name"], **data)["names"] == []
    assert find_id(alias) is None


def test_code_of_another_body_is_refused_at_its_field(suite_app):
    ons = code()
    factories.body(ons_code=ons)
    other = factories.body()

    with pytest.raises(tk.ValidationError) as refused:
        call("organization_patch", id=other["id"], ons_code=ons)

    assert "ons_code" in refused.value.error_dict
    assert "ons_code" not in call("organization_show", id=other["id"])


def test_code_that_changed_leads_to_the_body_no_more(suite_app):
    old, new = code(), code()
    body = factories.body(ons_code=old)

    call("organization_patch", id=body["id"], ons_code=new)

    assert (find_id(old), find_id(new)) == (None, body["id"])


def test_merged_duplicate_leaves_its_name_and_code_to_the_other(suite_app):
    ons, sysadmin = code(), factories.sysadmin()
    double, body = factories.body(confirmed="no", ons_code=ons), factories.body()

    call("datashare_body_merge", sysadmin["name"], body=double["id"], into=body["id"])

    assert find_id(double["title"]) == find_id(ons) == body["id"]
    assert call("organization_show", id=body["id"])["ons_code"] == ons
    assert call("organization_show", id=double["id"])["state"] == "deleted"


def test_merge_leaves_one_event_about_the_body_that_stays(suite_app):
    double, body = factories.body(confirmed="no"), factories.body()

    call("datashare_body_merge", body=double["id"], into=body["id"])

    events = call("datashare_event_list", body=body["id"])["events"]
    merged = [event["facts"] for event in events if event["action"] == "body:content:merged"]
    assert merged == [{"into": body["id"], "absorbed": double["id"]}]


def test_merge_of_a_body_with_people_or_confirmed_is_refused(suite_app):
    used, body = factories.body(confirmed="no"), factories.body()
    factories.person_of(used["id"], "admin")

    for double in (used, factories.body()):
        with pytest.raises(tk.ValidationError):
            call("datashare_body_merge", body=double["id"], into=body["id"])


def test_merge_of_a_body_that_agreements_name_is_refused(suite_app):
    double, body = factories.body(confirmed="no"), factories.body()
    call(
        "package_create",
        type="agreement",
        title="Sharing",
        owner_org=body["id"],
        lay_summary="Who shares what.",
        parties=[{"body": party["id"], "role": "controller"} for party in (body, double)],
        document_not_public_reason="Its annex names officers.",
    )

    with pytest.raises(tk.ValidationError) as refused:
        call("datashare_body_merge", body=double["id"], into=body["id"])

    assert "body" in refused.value.error_dict
    assert call("organization_show", id=double["id"])["state"] == "active"


@pytest.mark.parametrize("capacity", ["member", "admin"])
def test_merge_is_for_those_who_run_the_site(suite_app, capacity):
    double, body = factories.body(confirmed="no"), factories.body()
    person = factories.person_of(body["id"], capacity)

    with pytest.raises(tk.NotAuthorized):
        call("datashare_body_merge", person["name"], body=double["id"], into=body["id"])


def test_body_is_not_merged_into_itself(suite_app):
    double = factories.body(confirmed="no")

    with pytest.raises(tk.ValidationError) as refused:
        call("datashare_body_merge", body=double["id"], into=double["id"])

    assert "into" in refused.value.error_dict


def test_body_is_confirmed_once_and_by_the_site(suite_app):
    body, sysadmin = factories.body(confirmed="no"), factories.sysadmin()
    admin = factories.person_of(body["id"], "admin")
    with pytest.raises(tk.NotAuthorized):
        call("datashare_body_confirm", admin["name"], body=body["id"])

    call("datashare_body_confirm", sysadmin["name"], body=body["id"])

    assert call("organization_show", id=body["id"])["confirmed"] == "yes"
    with pytest.raises(tk.ValidationError):
        call("datashare_body_confirm", sysadmin["name"], body=body["id"])
