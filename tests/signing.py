"""People who can sign: with a second factor, signed in, and confirmed within ten minutes.

Three ways, each for its kind of test::

    with signing.session(app, person):                  # call actions directly
        factories.call("datashare_signature_create", person["name"], ...)

    signing.confirm(app, person)                        # then app.get, app.post as this person
    app.post("/agreement/…/sign", data=…)

    signing.confirm_in_browser(page, person)            # Chromium, after live.log_in
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from ckanext.datashare.domain import second_factor as rules

from . import factories


def enrol(person: dict[str, Any]) -> bytes:
    """Give a person a second factor; return its secret. Once is enough, again does no harm."""
    from ckanext.datashare import clock, second_factor, second_factor_key
    from ckanext.datashare.model.second_factor import SecondFactor
    from ckanext.datashare.unit_of_work import unit_of_work

    row = SecondFactor.of(person["id"])
    if row is not None and row.sealed is not None:
        return second_factor_key.load().open(row.sealed, user=person["id"])
    secret = rules.new_secret()
    with unit_of_work():
        second_factor.enrol(person["id"], secret, step=None, by=person["id"], at=clock.now())
    return secret


def code(person: dict[str, Any]) -> str:
    """Return a code of the person that was not used yet: of now, or of the next half minute."""
    from ckan import model
    from ckanext.datashare import clock
    from ckanext.datashare.model.second_factor import SecondFactor

    secret, at = enrol(person), clock.now()
    model.Session.rollback()
    row = SecondFactor.of(person["id"])
    used = row.last_step if row is not None else None
    if used is not None and used >= int(at.timestamp()) // rules.STEP:
        at += timedelta(seconds=rules.STEP)
    return rules.code(secret, at)


@contextmanager
def session(app: Any, person: dict[str, Any], *, at: Any = None) -> Iterator[None]:
    """Be inside a request of the person's browser, confirmed at ``at`` (now)."""
    import ckan.model as model
    from ckanext.datashare import clock, fresh
    from flask_login import login_user

    enrol(person)
    with app.flask_app.test_request_context("/"):
        login_user(model.User.get(person["id"]))
        fresh.set_mark(model.User.get(person["id"]), method="totp", at=at or clock.now())
        yield


def confirm(app: Any, person: dict[str, Any]) -> Any:
    """Sign the person in and confirm with password and code, as a browser does; return ``app``."""
    app.set_session_user(person["id"])
    given = {"password": factories.PASSWORD, "code": code(person)}
    answer = app.post("/confirm?back=/about", data=given, follow_redirects=False)
    assert answer.status_code == 303, answer.body
    return app


def confirm_in_browser(page: Any, person: dict[str, Any], *, back: str = "/about") -> None:
    """Confirm on the page of that name; the person is signed in already (``live.log_in``)."""
    given = code(person)
    page.goto(f"/confirm?back={back}")
    fill(page, given)
    page.wait_for_url(f"**{back}")


def fill(page: Any, code: str, password: str = factories.PASSWORD) -> None:
    """Fill in and send the confirm page that is open, such as one that a sign button led to."""
    page.get_by_label("Your password").fill(password)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Confirm", exact=True).click()


def code_of_page(page: Any) -> str:
    """Return the present code for the key that the enrolment page shows."""
    from ckanext.datashare import clock

    text = page.locator("#second-factor-key code").inner_text()
    return rules.code(rules.from_text(text), clock.now())
