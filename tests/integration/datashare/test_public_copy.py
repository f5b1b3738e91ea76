"""The public copy: what was looked at is what everyone gets, and nothing before its time."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.document import storage
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.document import Document

from tests import factories
from tests.data.documents import make_documents as made
from tests.factories import call
from tests.integration.datashare.documents import (
    event,
    events,
    files_storage,
    set_status,
    upload,
)


class TestPublish:
    def test_copy_becomes_the_datasets_resource_in_one_event(self, draft, copy, editor):
        (resource,) = call("package_show", editor, id=draft["id"])["resources"]

        assert copy["kind"] == "public_copy" and copy["confirmed_at"]
        assert resource["id"] == copy["resource_id"]
        assert resource["url"].endswith(f"{draft['name']}.pdf") and resource["format"] == "PDF"
        assert events(draft["id"])[1:] == [
            "document:original:uploaded",
            "document:copy:published",
        ]
        facts = event(draft["id"], "document:copy:published").facts
        assert facts["findings"] == 2 and "Imaginary" not in str(facts)

    def test_copy_is_byte_for_byte_the_file_that_was_looked_at(self, app, copy, draft, editor):
        got = app.get(
            f"/dataset/{draft['id']}/resource/{copy['resource_id']}/download/x.pdf",
            headers=factories.headers(editor),
        )

        assert storage.sha256(got.data) == copy["sha256"]

    @pytest.mark.parametrize("seen", ["0" * 64, "x"])
    def test_other_findings_than_were_seen_are_not_confirmed(self, draft, original, editor, seen):
        with pytest.raises(tk.ValidationError) as refused:
            call("datashare_document_publish", editor, id=original["id"], confirm_findings=seen)

        assert list(refused.value.error_dict) == ["confirm_findings"]
        assert Document.public_copy(draft["id"]) is None

    def test_second_copy_takes_the_place_of_the_first(self, draft, copy, editor):
        file = upload(made.word(), "b.docx")
        other = call("datashare_document_upload", editor, id=draft["id"], upload=file)
        second = call(
            "datashare_document_publish",
            editor,
            id=other["id"],
            confirm_findings=other["findings_hash"],
        )

        (resource,) = call("package_show", editor, id=draft["id"])["resources"]
        assert resource["id"] == second["resource_id"] != copy["resource_id"]
        assert resource["format"] == "DOCX"
        assert Document.public_copy(draft["id"]).id == second["id"]

    def test_text_is_found_only_once_the_agreement_is_public(self, draft, copy):
        from ckanext.datashare import index
        from ckanext.datashare.document.published import public_text

        assert made.RARE_WORD in public_text(draft["id"])
        shown = {"id": draft["id"], "dataset_type": "agreement"}
        assert "ds_document_text" not in index.document(shown)
        assert call("package_search", "", q=made.RARE_WORD)["count"] == 0

    def test_content_that_changed_in_the_storage_is_not_published(self, draft, original, editor):
        file = model.Session.get(model.File, Document.get(original["id"]).file_id)
        path = files_storage().full_path(file.location)
        with open(path, "wb") as stored:
            stored.write(b"%PDF-1.7 something else")

        with pytest.raises(tk.ValidationError):
            call(
                "datashare_document_publish",
                editor,
                id=original["id"],
                confirm_findings=original["findings_hash"],
            )

        assert Document.public_copy(draft["id"]) is None
        assert events(draft["id"])[-1] == "document:original:uploaded"

    @pytest.mark.feature(3, part=True)
    @pytest.mark.feature(10)
    def test_copy_is_everyones_at_registration(self, app, draft, copy, editor):
        from ckanext.datashare import clock, lifecycle, unit_of_work

        set_status(draft["id"], "review")
        with unit_of_work.unit_of_work() as unit:
            row = Agreement.get(draft["id"], lock=True)
            lifecycle.move(unit, row, "register", by="system:test", at=clock.now())

        shown = call("package_show", "", id=draft["id"])
        address = shown["resources"][0]["url"]
        assert address.endswith(f"/{row.reference.lower()}-v1.pdf")
        assert storage.sha256(app.get(address).data) == copy["sha256"]
        assert call("package_search", "", q=made.RARE_WORD)["results"][0]["id"] == draft["id"]
        assert Document.public_copy(draft["id"]).filename == f"{row.reference.lower()}-v1.pdf"

    def test_reviewer_confirms_what_the_editor_published(self, draft, copy, admin, editor):
        set_status(draft["id"], "review")

        call(
            "datashare_document_confirm",
            admin,
            id=copy["id"],
            confirm_findings=copy["findings_hash"],
        )

        row = Document.get(copy["id"])
        assert row.confirmed_by == model.User.get(admin).id
        assert events(draft["id"])[-1] == "document:copy:confirmed"
        with pytest.raises(tk.NotAuthorized):
            call(
                "datashare_document_confirm",
                editor,
                id=copy["id"],
                confirm_findings=copy["findings_hash"],
            )
