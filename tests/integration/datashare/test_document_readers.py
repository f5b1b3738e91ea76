"""Who reads an original: the agreement’s bodies and the site; to others it does not exist."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.model.document import Document

from tests import factories
from tests.contract.answers import comparable
from tests.data.documents import make_documents as made
from tests.factories import call
from tests.integration.datashare.documents import (
    NEVER,
    invite,
    upload,
)


class TestReaders:
    """Members of the agreement's bodies and whoever runs the site; to others it does not exist."""

    @pytest.fixture
    def readers(self, draft, camden, hackney):
        invite(draft, hackney)
        return {
            "member": factories.person_of(camden["id"], "member")["name"],
            "party": factories.person_of(hackney["id"], "member")["name"],
            "sysadmin": factories.sysadmin()["name"],
        }

    def test_they_list_show_and_download(self, app, draft, original, readers):
        for name in readers.values():
            (listed,) = call("datashare_document_list", name, id=draft["id"])
            assert listed["findings_count"] == 2 and "findings" not in listed
            got = download(app, draft["id"], original["id"], name)
            assert (got.status_code, got.data) == (200, made.contact_pdf())

    def test_download_is_never_kept_shown_or_sniffed(self, app, draft, original, editor):
        got = download(app, draft["id"], original["id"], editor)

        assert "no-store" in got.headers["Cache-Control"]
        assert "public" not in got.headers["Cache-Control"]
        assert got.headers["Content-Disposition"].startswith("attachment;")
        assert got.headers["X-Content-Type-Options"] == "nosniff"

    def test_to_others_it_is_as_one_that_never_existed(self, app, draft, original, camden):
        other = factories.person_of(factories.body()["id"], "admin")["name"]
        file_id = Document.get(original["id"]).file_id
        for name in ("", other):
            got = download(app, draft["id"], original["id"], name)
            never = download(app, draft["id"], NEVER, name)
            assert got.status_code == 404
            assert comparable(got, original["id"]) == comparable(never, NEVER)
            with pytest.raises(tk.ObjectNotFound):
                call("datashare_document_show", name, id=original["id"])
            with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
                call("file_show", name, id=file_id)
            headers = factories.headers(name) if name else {}
            assert app.get(f"/file/download/{file_id}", headers=headers).status_code == 404

    def test_public_agreement_opens_no_original(self, app, draft, original, copy):
        package = model.Package.get(draft["id"])
        package.private = False
        model.Session.info.clear()
        _event_for(draft["id"])
        model.Session.commit()
        file_id = Document.get(original["id"]).file_id

        assert call("package_show", "", id=draft["id"])["id"] == draft["id"]
        assert download(app, draft["id"], original["id"], "").status_code == 404
        assert app.get(f"/file/download/{file_id}").status_code == 404
        with pytest.raises(tk.NotAuthorized):
            call("datashare_document_list", "", id=draft["id"])

    def test_whoever_left_the_body_reads_no_more(self, app, draft, original, camden, editor):
        call("organization_member_delete", id=camden["id"], username=editor)

        assert download(app, draft["id"], original["id"], editor).status_code == 404
        file_id = Document.get(original["id"]).file_id
        got = app.get(f"/file/download/{file_id}", headers=factories.headers(editor))
        assert got.status_code == 404

    def test_core_route_keeps_it_out_of_caches_and_takes_no_bearer(self, app, original, editor):
        from ckan.lib import api_token

        file = model.Session.get(model.File, Document.get(original["id"]).file_id)
        claims = ({"sub": file.id}, {"location": file.location, "storage": file.storage})
        tokens = [api_token.encode_token({"aud": "trusted_download", **one}) for one in claims]

        got = app.get(f"/file/download/{file.id}", headers=factories.headers(editor))
        assert got.status_code == 200 and "no-store" in got.headers["Cache-Control"]
        for token in tokens:
            assert app.get(f"/file/trusted-download/{token}").status_code == 404

    def test_document_of_another_agreement_is_missing(self, app, draft, original, editor, camden):
        other = call(
            "package_create", editor, type="agreement", title="Other", owner_org=camden["id"]
        )

        assert download(app, other["id"], original["id"], editor).status_code == 404

    @pytest.mark.parametrize(
        "action", ["file_delete", "file_rename", "file_pin", "file_ownership_transfer"]
    )
    def test_a_sysadmin_changes_no_original_by_hand(self, original, action):
        site = factories.sysadmin()
        file_id = Document.get(original["id"]).file_id

        with pytest.raises(tk.NotAuthorized):
            call(
                action,
                site["name"],
                id=file_id,
                name="x",
                owner_id=site["id"],
                owner_type="user",
                force=True,
            )

    def test_a_sysadmin_adds_no_file_to_the_storage(self):
        with pytest.raises(tk.NotAuthorized):
            call(
                "file_create",
                factories.sysadmin()["name"],
                storage="datashare",
                name="x",
                upload=upload(b"x"),
            )


def download(app, agreement, document, user):
    headers = factories.headers(user) if user else {}
    return app.get(f"/agreement/{agreement}/document/{document}", headers=headers)


def _event_for(package_id):
    from ckanext.datashare import clock
    from ckanext.datashare.audit.record import record

    record(
        "agreement:state:registered",
        ("agreement", package_id),
        by="system:test",
        at=clock.now(),
        within_core=True,
    )
