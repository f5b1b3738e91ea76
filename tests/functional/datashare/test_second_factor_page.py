"""Setting up a second factor and confirming with it, page by page."""

import pytest
from ckanext.datashare import clock
from ckanext.datashare.domain import second_factor as rules
from lxml import html

from tests import factories, signing
from tests.page import heading, parsed, select, words

HOME = "/user/second-factor"


@pytest.fixture
def person():
    return factories.user()


@pytest.fixture
def browser(app, person):
    app.set_session_user(person["id"])
    return app


def start(browser, password=factories.PASSWORD, status=200):
    return browser.post(f"{HOME}/start", data={"password": password}, status=status)


def secret_of(response):
    (field,) = parsed(response).xpath("//input[@name='secret']")
    return rules.from_text(field.get("value"))


def set_up(browser):
    secret = secret_of(start(browser))
    given = {"code": rules.code(secret, clock.now())}
    return secret, browser.post(f"{HOME}/enrol", data=given, status=200)


@pytest.mark.parametrize("path", [HOME, "/confirm?back=/about"])
def test_pages_of_a_visitor_ask_to_sign_in(app, path):
    response = app.get(path, follow_redirects=False, status=302)

    assert "/user/login" in response.headers["Location"]


def test_setup_shows_a_square_and_the_same_key_as_text(browser):
    page = parsed(start(browser))

    assert heading(page) == "Set up an authenticator app"
    assert page.xpath("//div[@role='img'][@aria-label]/svg")
    assert len(words(select(page, "code.ds-key")[0]).replace(" ", "")) == 32


def test_setup_with_a_wrong_password_is_refused(browser):
    page = parsed(start(browser, password="wrong", status=400))

    assert "not right" in words(page)
    assert not page.xpath("//svg")


def test_setup_with_its_code_shows_ten_recovery_codes_this_once(browser):
    _, response = set_up(browser)

    page = parsed(response)
    codes = [words(code) for code in page.xpath("//ol//code")]
    assert len(set(codes)) == 10
    assert codes[0] not in browser.get(HOME).body


def test_setup_with_a_wrong_code_shows_the_same_key_again(browser):
    first = secret_of(start(browser))

    again = browser.post(
        f"{HOME}/enrol", data={"code": "000000", "secret": rules.as_text(first)}, status=400
    )

    assert secret_of(again) == first


def test_pages_stay_out_of_caches_and_run_nothing_inline(browser):
    response = start(browser)

    assert "no-store" in response.headers["Cache-Control"]
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    document = html.fromstring(response.body)
    assert not document.xpath("//div[@class='ds-page']//*[@style]")


def test_confirm_without_a_second_factor_leads_to_setting_one_up(browser):
    page = parsed(browser.get("/confirm?back=/about"))

    assert heading(page) == "Set up a second factor first"
    assert page.xpath(f"//a[@href='{HOME}'][contains(@class, 'btn-primary')]")


def test_confirm_leads_back_to_where_the_person_was(app, person):
    app.set_session_user(person["id"])
    given = {"password": factories.PASSWORD, "code": signing.code(person)}

    response = app.post("/confirm?back=/agreement/x%3Fy=1", data=given, follow_redirects=False)

    assert (response.status_code, response.headers["Location"]) == (303, "/agreement/x?y=1")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/%09/evil.example", ""]
)
def test_confirm_leads_to_no_other_site(app, person, back):
    app.set_session_user(person["id"])
    given = {"password": factories.PASSWORD, "code": signing.code(person)}

    response = app.post(f"/confirm?back={back}", data=given, follow_redirects=False)

    assert (response.status_code, response.headers["Location"]) == (303, HOME)


def test_confirm_answers_a_wrong_password_and_a_wrong_code_alike(app, person):
    signing.enrol(person)
    app.set_session_user(person["id"])

    def answer(**given):
        page = parsed(app.post("/confirm?back=/about", data=given, status=400))
        return words(page.get_element_by_id("error-summary"))

    wrong_password = answer(password="wrong", code=signing.code(person))
    wrong_code = answer(password=factories.PASSWORD, code="000000")

    assert wrong_password == wrong_code
    assert "not right" in wrong_code


def test_confirm_repeats_neither_password_nor_code(app, person):
    signing.enrol(person)
    app.set_session_user(person["id"])

    response = app.post("/confirm", data={"password": "tell-nobody", "code": "123123"}, status=400)

    assert "tell-nobody" not in response.body
    assert "123123" not in response.body


def test_confirm_of_an_api_token_is_refused(app, person):
    given = {"password": factories.PASSWORD, "code": signing.code(person)}
    headers = factories.headers(person["name"])

    response = app.post("/confirm?back=/about", data=given, headers=headers, status=403)

    assert "never an API token" in words(parsed(response))


def test_confirm_without_the_forms_token_is_refused(csrf_app, person):
    signing.enrol(person)
    csrf_app.set_session_user(person["id"])
    given = {"password": factories.PASSWORD, "code": signing.code(person)}

    response = csrf_app.post("/confirm?back=/about", data=given, follow_redirects=False)

    assert response.status_code == 400


def test_renewing_needs_a_confirmation_and_then_no_password(app, person):
    signing.enrol(person)
    app.set_session_user(person["id"])

    refused = app.post(f"{HOME}/start", follow_redirects=False)
    signing.confirm(app, person)
    allowed = app.post(f"{HOME}/start", status=200)

    assert "/confirm" in refused.headers["Location"]
    assert heading(parsed(allowed)) == "Set up an authenticator app"


def test_removing_ones_own_needs_a_confirmation(app, person):
    signing.enrol(person)
    app.set_session_user(person["id"])

    refused = app.post(f"{HOME}/remove", follow_redirects=False)
    signing.confirm(app, person)
    done = app.post(f"{HOME}/remove", status=200)

    assert "/confirm" in refused.headers["Location"]
    assert "Your second factor is removed." in words(parsed(done))


def test_settings_lead_to_the_second_factor(browser, person):
    page = parsed(browser.get(f"/user/edit/{person['name']}"))

    assert page.xpath(f"//a[@href='{HOME}']")
