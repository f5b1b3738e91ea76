"""Documents: who uploads them, which are taken, examined and deleted, what each step leaves."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.document import storage
from ckanext.datashare.model.document import Document

from tests import factories
from tests.data.documents import make_documents as made
from tests.factories import call
from tests.integration.datashare.documents import (
    bytes_kept,
    event,
    events,
    invite,
    set_status,
    upload,
)


class TestUpload:
    def test_it_is_examined_kept_and_recorded_once(self, draft, original):
        assert original["status"] == "ready" and original["pages"] == 2
        assert [found["kind"] for found in original["findings"]] == ["email", "telephone"]
        assert original["filename"] == "Blue Badge (signed by Alex Imaginary).pdf"
        row = Document.get(original["id"])
        assert storage.read(row) == made.contact_pdf() and made.RARE_WORD in row.text
        assert events(draft["id"]) == ["agreement:content:created", "document:original:uploaded"]

    def test_event_holds_no_name_and_no_finding(self, draft, original):
        facts = event(draft["id"], "document:original:uploaded").facts

        assert set(facts) == {"document", "sha256", "size", "mimetype"}

    def test_file_is_no_resource_and_has_no_owner(self, draft, original, editor):
        file = model.Session.get(model.File, Document.get(original["id"]).file_id)

        assert call("package_show", editor, id=draft["id"])["resources"] == []
        assert (file.storage, file.owner, file.algorithm) == ("datashare", None, "sha256")
        assert file.hash == original["sha256"]

    @pytest.mark.parametrize(
        ("data", "name", "words"),
        [
            (b"plain", "a.pdf", "must be a PDF or DOCX"),
            (b"", "a.pdf", "is empty"),
            (made.catalog_pdf(b"/OpenAction<</S/JavaScript/JS(1)>>"), "a.pdf", "by itself"),
            (made.encrypted_pdf(user_password="x"), "a.pdf", "password"),
            (made.with_parts(made.word(), {"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
        ],
    )
    def test_refused_file_leaves_a_sentence_at_the_field_and_nothing_else(
        self, draft, editor, data, name, words
    ):
        before = bytes_kept()

        with pytest.raises(tk.ValidationError) as refused:
            call("datashare_document_upload", editor, id=draft["id"], upload=upload(data, name))

        assert words in refused.value.error_dict["upload"][0]
        assert Document.of(draft["id"]) == [] and bytes_kept() == before
        assert events(draft["id"]) == ["agreement:content:created"]

    def test_too_large_a_file_is_not_read_to_its_end(self, draft, editor, monkeypatch):
        monkeypatch.setitem(tk.config, "ckanext.datashare.document.max_megabytes", 1)
        file = upload(b"%PDF-" + b"x" * 3_000_000)

        with pytest.raises(tk.ValidationError) as refused:
            call("datashare_document_upload", editor, id=draft["id"], upload=file)

        assert "larger than 1 MB" in refused.value.error_dict["upload"][0]
        assert file.stream.tell() == 1_000_001

    @pytest.mark.parametrize("value", [None, "", "words", upload(b"", "")])
    def test_without_a_file_it_asks_for_one(self, draft, editor, value):
        with pytest.raises(tk.ValidationError) as refused:
            call("datashare_document_upload", editor, id=draft["id"], upload=value)

        assert refused.value.error_dict == {"upload": ["Select the agreement as a PDF or DOCX."]}

    def test_a_failing_event_leaves_no_row_and_no_bytes(self, draft, editor, monkeypatch):
        from ckanext.datashare.logic.action import document as action

        before = bytes_kept()

        def fail(*args, **kwargs):
            raise RuntimeError("the log is away")

        monkeypatch.setattr(action, "record", fail)

        with pytest.raises(RuntimeError):
            call("datashare_document_upload", editor, id=draft["id"], upload=upload(made.pdf()))

        assert Document.of(draft["id"]) == [] and bytes_kept() == before

    def test_only_editors_of_the_lead_upload(self, draft, hackney, camden):
        invite(draft, hackney)
        stranger = factories.user()["name"]
        partner = factories.person_of(hackney["id"], "editor")["name"]
        member = factories.person_of(camden["id"], "member")["name"]
        site = factories.sysadmin()["name"]

        for name, error in (
            ("", tk.ObjectNotFound),
            (stranger, tk.ObjectNotFound),
            (partner, tk.NotAuthorized),
            (member, tk.NotAuthorized),
            (site, tk.NotAuthorized),
        ):
            with pytest.raises(error):
                call("datashare_document_upload", name, id=draft["id"], upload=upload(made.pdf()))

    @pytest.mark.parametrize("status", ["withdrawn", "agreed", "refused"])
    def test_other_states_take_no_documents(self, draft, editor, status):
        set_status(draft["id"], status)

        with pytest.raises(tk.ValidationError):
            call("datashare_document_upload", editor, id=draft["id"], upload=upload(made.pdf()))


class TestPending:
    @pytest.fixture
    def waiting(self, draft, editor, monkeypatch):
        from ckanext.datashare.document import intake

        with monkeypatch.context() as short:
            # A second of waiting, and a document that takes longer: one that is not even begun.
            short.setattr(intake, "examine", _too_slow)
            return call(
                "datashare_document_upload", editor, id=draft["id"], upload=upload(made.pdf())
            )

    def test_slow_document_waits_and_the_ticker_examines_it(self, draft, editor, waiting):
        from ckanext.datashare import clock
        from ckanext.datashare.document import pending

        assert waiting["status"] == "pending"
        assert pending.run(clock.now()) == 1

        shown = call("datashare_document_show", editor, id=waiting["id"])
        assert (shown["status"], shown["pages"]) == ("ready", 1)
        assert events(draft["id"])[-1] == "document:original:examined"
        assert pending.run(clock.now()) == 0

    def test_pending_document_is_not_published(self, editor, waiting):
        with pytest.raises(tk.ValidationError) as refused:
            call(
                "datashare_document_publish",
                editor,
                id=waiting["id"],
                confirm_findings=waiting["findings_hash"],
            )

        assert "still examined" in refused.value.error_dict["id"][0]

    def test_document_refused_later_says_why(self, editor, waiting, monkeypatch):
        from ckanext.datashare import clock
        from ckanext.datashare.document import pending

        monkeypatch.setitem(tk.config, "ckanext.datashare.document.max_characters", 10)

        pending.run(clock.now())

        shown = call("datashare_document_show", editor, id=waiting["id"])
        assert shown["status"] == "refused" and "more text" in shown["refused_reason"]


def _too_slow(*args, **kwargs):
    from ckanext.datashare.domain.document import DocumentRefused, Reason

    raise DocumentRefused(Reason.TOO_SLOW)


class TestDelete:
    def test_original_goes_with_its_bytes_and_one_event(self, draft, original, editor):
        location = model.Session.get(model.File, Document.get(original["id"]).file_id).location

        call("datashare_document_delete", editor, id=original["id"])

        assert Document.of(draft["id"]) == [] and location not in bytes_kept()
        assert events(draft["id"])[-1] == "document:original:deleted"

    def test_copy_is_taken_back(self, draft, copy, editor):
        call("datashare_document_delete", editor, id=copy["id"], reason="Wrong file")

        assert call("package_show", editor, id=draft["id"])["resources"] == []
        assert events(draft["id"])[-1] == "document:copy:withdrawn"

    def test_nothing_is_deleted_after_the_draft(self, draft, original, editor):
        set_status(draft["id"], "review")

        with pytest.raises(tk.ValidationError):
            call("datashare_document_delete", editor, id=original["id"])
