"""Second factors: enrolled, checked, counted, used up, removed; and what hangs on them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from ckanext.datashare import clock, second_factor_key
from ckanext.datashare.cli import datashare
from ckanext.datashare.domain import second_factor as rules
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.model.second_factor import RecoveryCode, SecondFactor
from click.testing import CliRunner
from flask_login import login_user

from tests import factories, signing
from tests.factories import PASSWORD, call


@pytest.fixture
def person():
    return factories.user()


@pytest.fixture
def browser(app, person):
    """A browser in which the person is signed in, and no more."""
    with app.flask_app.test_request_context("/"):
        login_user(model.User.get(person["id"]))
        yield person


def events(person):
    model.Session.rollback()
    query = sa.select(Event.action).where(Event.subject_id == person["id"]).order_by(Event.at)
    return list(model.Session.scalars(query))


def set_up(person):
    """Enrol as a person does; return the secret and the recovery codes."""
    offer = call("datashare_second_factor_start", person["name"], password=PASSWORD)
    secret = rules.from_text(offer["secret"])
    code = rules.code(secret, clock.now())
    return secret, call("datashare_second_factor_enrol", person["name"], code=code)[
        "recovery_codes"
    ]


def confirm(person, code, password=PASSWORD):
    given = {"password": password, "code": code}
    return call("datashare_second_factor_confirm", person["name"], **given)["method"]


def wait(monkeypatch, **time):
    """Have the clock go on."""
    later = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_enrolment_leaves_its_events_and_tells_the_person(browser):
    set_up(browser)

    assert events(browser) == ["second_factor:app:offered", "second_factor:app:enrolled"]
    assert call("datashare_second_factor_show", browser["name"])["enrolled"] is True
    told = sa.select(Notice.template).where(Notice.user_id == browser["id"])
    assert list(model.Session.scalars(told)) == ["second_factor:enrolled"]


def test_enrolment_keeps_secret_and_codes_unreadable(browser):
    secret, codes = set_up(browser)

    row = SecondFactor.of(browser["id"])
    kept = b"".join(model.Session.scalars(sa.select(RecoveryCode.hash)))
    assert secret not in row.sealed
    assert all(code.encode() not in kept for code in codes)
    assert row.offered is None


def test_secret_that_was_only_offered_does_not_count(browser):
    offer = call("datashare_second_factor_start", browser["name"], password=PASSWORD)
    code = rules.code(rules.from_text(offer["secret"]), clock.now())

    with pytest.raises(tk.ValidationError):
        confirm(browser, code)
    assert call("datashare_second_factor_show", browser["name"])["enrolled"] is False


def test_secret_that_was_offered_half_an_hour_ago_is_gone(browser, monkeypatch):
    offer = call("datashare_second_factor_start", browser["name"], password=PASSWORD)
    wait(monkeypatch, minutes=30, seconds=1)
    code = rules.code(rules.from_text(offer["secret"]), clock.now())

    with pytest.raises(tk.ObjectNotFound):
        call("datashare_second_factor_enrol", browser["name"], code=code)


def test_start_without_a_password_is_refused(browser):
    with pytest.raises(tk.ValidationError, match="password"):
        call("datashare_second_factor_start", browser["name"])

    assert events(browser) == []


def test_code_of_the_enrolment_is_used_up(browser):
    secret, _ = set_up(browser)

    with pytest.raises(tk.ValidationError):
        confirm(browser, rules.code(secret, clock.now()))


def test_code_is_accepted_once(browser):
    signing.enrol(browser)
    code = signing.code(browser)

    assert confirm(browser, code) == "totp"
    with pytest.raises(tk.ValidationError):
        confirm(browser, code)


def test_recovery_code_counts_once_and_the_person_is_told(browser):
    _, codes = set_up(browser)

    assert confirm(browser, codes[0].lower()) == "recovery"
    with pytest.raises(tk.ValidationError):
        confirm(browser, codes[0])
    assert call("datashare_second_factor_show", browser["name"])["recovery_codes"] == 9
    told = sa.select(Notice.template).where(Notice.user_id == browser["id"])
    assert "second_factor:recovery_used" in list(model.Session.scalars(told))


def test_recovery_code_beside_a_wrong_password_stays_unused(browser):
    _, codes = set_up(browser)

    with pytest.raises(tk.ValidationError):
        confirm(browser, codes[0], password="wrong")

    assert confirm(browser, codes[0]) == "recovery"


def test_recovery_code_of_another_person_is_refused(browser):
    set_up(browser)
    other = factories.user()
    signing.enrol(other)
    code, key = rules.new_recovery_codes()[0], second_factor_key.load()
    hashed = key.recovery_hash(code, user=other["id"])
    model.Session.add(RecoveryCode(user_id=browser["id"], hash=hashed))
    model.Session.commit()

    with pytest.raises(tk.ValidationError):
        confirm(browser, code)


def test_wrong_password_and_wrong_code_are_answered_and_recorded_alike(browser):
    signing.enrol(browser)

    with pytest.raises(tk.ValidationError) as wrong_password:
        confirm(browser, signing.code(browser), password="wrong")
    with pytest.raises(tk.ValidationError) as wrong_code:
        confirm(browser, "000000")

    assert wrong_password.value.error_dict == wrong_code.value.error_dict
    assert events(browser)[-2:] == ["second_factor:code:refused"] * 2
    assert not any(event.facts for event in _refusals(browser))


def _refusals(person):
    query = sa.select(Event).where(
        Event.subject_id == person["id"], Event.action == "second_factor:code:refused"
    )
    return list(model.Session.scalars(query))


def test_fifth_wrong_code_has_the_right_one_wait_fifteen_minutes(browser, monkeypatch):
    signing.enrol(browser)
    for _ in range(5):
        with pytest.raises(tk.ValidationError, match="not right"):
            confirm(browser, "000000")

    with pytest.raises(tk.ValidationError, match="Wait fifteen minutes"):
        confirm(browser, signing.code(browser))
    assert len(_refusals(browser)) == 5
    wait(monkeypatch, minutes=15, seconds=1)
    assert confirm(browser, signing.code(browser)) == "totp"


def test_fifth_wrong_password_ends_attempts_to_set_up_as_well(browser):
    for _ in range(5):
        with pytest.raises(tk.ValidationError):
            call("datashare_second_factor_start", browser["name"], password="wrong")

    with pytest.raises(tk.ValidationError, match="Wait fifteen minutes"):
        call("datashare_second_factor_start", browser["name"], password=PASSWORD)


def test_wrong_codes_of_one_person_are_not_counted_for_another(app, person):
    other = factories.user()
    signing.enrol(person)
    app.set_session_user(person["id"])
    for _ in range(5):
        app.post("/confirm", data={"password": PASSWORD, "code": "000000"}, status=400)

    signing.confirm(app, other)

    assert events(other)[-1] == "second_factor:code:accepted"


def test_wrong_codes_sent_at_once_are_counted_one_by_one(app, person):
    signing.enrol(person)
    user = model.User.get(person["id"])
    clients = [app.test_client(user=user) for _ in range(12)]
    given = {"password": PASSWORD, "code": "000000"}

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(lambda client: client.post("/confirm", data=given), clients))

    assert {answer.status_code for answer in answers} == {400}
    assert len(_refusals(person)) == 5


def test_one_code_sent_at_once_counts_once(app, person):
    given = {"password": PASSWORD, "code": signing.code(person)}
    user = model.User.get(person["id"])
    clients = [app.test_client(user=user) for _ in range(4)]

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(
            pool.map(
                lambda client: client.post("/confirm", data=given, follow_redirects=False), clients
            )
        )

    assert sorted(answer.status_code for answer in answers) == [303, 400, 400, 400]


@pytest.mark.parametrize("verb", ["start", "enrol", "confirm"])
def test_second_factor_is_not_for_an_api_token(app, person, verb):
    signing.enrol(person)
    data = {"password": PASSWORD, "code": signing.code(person)}

    response = app.post(
        f"/api/3/action/datashare_second_factor_{verb}",
        json=data,
        headers=factories.headers(person["name"]),
    )

    assert response.status_code == 403


@pytest.mark.parametrize("verb", ["start", "enrol", "confirm"])
def test_second_factor_is_not_for_the_command_line(person, verb):
    signing.enrol(person)
    data = {"password": PASSWORD, "code": signing.code(person)}

    with pytest.raises(tk.NotAuthorized):
        call(f"datashare_second_factor_{verb}", person["name"], **data)


@pytest.mark.parametrize("verb", ["show", "start", "enrol", "remove", "confirm"])
def test_second_factor_is_not_for_a_visitor(verb):
    data = {"password": PASSWORD, "code": "123456"} if verb != "show" else {}

    with pytest.raises((tk.NotAuthorized, tk.ObjectNotFound)):
        call(f"datashare_second_factor_{verb}", "", **data)


def test_sealed_secret_put_on_another_person_opens_for_nobody(browser):
    other = factories.user()
    theirs = signing.enrol(other)
    signing.enrol(browser)
    sealed = SecondFactor.of(other["id"]).sealed
    SecondFactor.of(browser["id"]).sealed = sealed
    model.Session.commit()

    with pytest.raises(tk.ValidationError, match="cannot be checked"):
        confirm(browser, rules.code(theirs, clock.now()))


@pytest.mark.parametrize("damage", ["missing", "open", "damaged", "another site's", "unset"])
def test_key_that_is_not_this_sites_lets_nobody_through(browser, monkeypatch, tmp_path, damage):
    signing.enrol(browser)
    code, key = signing.code(browser), tmp_path / "key"
    if damage != "missing":
        key.write_text("x" if damage == "damaged" else rules.Key.generate().text())
        key.chmod(0o644 if damage == "open" else 0o600)
    path = "" if damage == "unset" else str(key)
    monkeypatch.setitem(tk.config, second_factor_key.OPTION, path)

    with pytest.raises(tk.ValidationError, match="cannot be checked"):
        confirm(browser, code)

    assert "second_factor:code:accepted" not in events(browser)


def test_keygen_makes_a_key_of_its_owner_alone_and_never_another(monkeypatch, tmp_path):
    path = tmp_path / "key"
    monkeypatch.setitem(tk.config, second_factor_key.OPTION, str(path))

    made = CliRunner().invoke(datashare, ["second-factor", "keygen"])
    text = path.read_text()
    again = CliRunner().invoke(datashare, ["second-factor", "keygen"])

    assert (made.exit_code, again.exit_code) == (0, 2)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == text
    assert text.strip() not in made.output
    assert len(second_factor_key.load().value) == 32


def test_web_role_cannot_change_whose_a_recovery_code_is(person):
    signing.enrol(person)

    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        model.Session.execute(sa.update(RecoveryCode).values(user_id="x"))
