"""The browser bench itself."""

import pytest

from tests import factories
from tests.live import log_in

pytestmark = pytest.mark.browser


def test_front_page_opens_with_and_without_script(any_visitor):
    answer = any_visitor.goto("/")

    assert answer.status == 200


def test_person_logs_in_through_the_form(visitor):
    person = factories.user()

    log_in(visitor, person["name"])

    assert visitor.locator("form[action$='/user/_logout'], a[href$='/user/_logout']").count() == 1
