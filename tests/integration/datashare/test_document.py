"""Documents: who uploads, who reads, what is published, and what each step leaves behind."""

import io

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.document import storage
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.document import Document
from ckanext.datashare.model.event import Event
from werkzeug.datastructures import FileStorage

from tests import by_hand, factories
from tests.contract.answers import comparable
from tests.data.documents import make_documents as made
from tests.factories import call

NEVER = "00000000-0000-0000-0000-000000000000"


def upload(data, filename="Blue Badge (signed by Alex Imaginary).pdf"):
    return FileStorage(io.BytesIO(data), filename=filename)


def events(package_id):
    query = sa.select(Event.action).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


def event(package_id, action):
    query = sa.select(Event).where(Event.subject_id == package_id, Event.action == action)
    return model.Session.scalars(query).one()


def bytes_kept():
    found = files_storage().scan()
    return set(found)


def files_storage():
    from ckan.lib import files

    return files.get_storage(storage.NAME)


@pytest.fixture
def camden():
    return factories.body(title="Camden Council")


@pytest.fixture
def hackney():
    return factories.body(title="Hackney Council")


@pytest.fixture
def editor(camden):
    return factories.person_of(camden["id"], "editor")["name"]


@pytest.fixture
def admin(camden):
    return factories.person_of(camden["id"], "admin")["name"]


@pytest.fixture
def draft(camden, hackney, editor):
    return call(
        "package_create",
        editor,
        type="agreement",
        title="Blue Badge checks",
        owner_org=camden["id"],
        lay_summary="Camden checks who may hold a Blue Badge.",
        parties=[{"body": hackney["id"]}, {"body": camden["id"]}],
    )


@pytest.fixture
def original(draft, editor):
    return call(
        "datashare_document_upload", editor, id=draft["id"], upload=upload(made.contact_pdf())
    )


@pytest.fixture
def copy(original, editor):
    return call(
        "datashare_document_publish",
        editor,
        id=original["id"],
        confirm_findings=original["findings_hash"],
    )


def invite(draft, hackney):
    by_hand.change(
        "UPDATE datashare_party SET status = 'invited'"
        " WHERE package_id = %(id)s AND body_id = %(body)s",
        id=draft["id"],
        body=hackney["id"],
    )


def set_status(package_id, status):
    by_hand.change(
        "UPDATE datashare_agreement SET status = %(status)s WHERE package_id = %(id)s",
        id=package_id,
        status=status,
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
