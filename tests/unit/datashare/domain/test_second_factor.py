"""One-time codes after RFC 6238, and how their secrets rest."""

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain import second_factor as rules
from ckanext.datashare.domain.freshness import is_fresh, local_path
from hypothesis import given
from hypothesis import strategies as st
from stack import code as stack_code

SECRET = b"12345678901234567890"
AT = datetime(2026, 5, 12, 9, 4, 7, tzinfo=timezone.utc)
HALF_MINUTE = timedelta(seconds=30)

# RFC 6238 appendix B, the rows of SHA-1: of its eight digits the last six.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def step(code, *, at=AT, last=None):
    return rules.matching_step(SECRET, code, at=at, last_step=last)


@pytest.mark.parametrize(("seconds", "expected"), VECTORS)
def test_code_is_that_of_the_standards_examples(seconds, expected):
    assert rules.code(SECRET, moment(seconds)) == expected
    assert step(expected, at=moment(seconds)) == seconds // 30


@pytest.mark.parametrize(("seconds", "expected"), VECTORS)
def test_code_of_the_command_is_the_same(seconds, expected):
    assert stack_code.at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds) == expected


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_code_counts_one_step_off(drift):
    assert step(rules.code(SECRET, AT + drift * HALF_MINUTE)) == AT.timestamp() // 30 + drift


@pytest.mark.parametrize("drift", [-2, 2])
def test_code_two_steps_off_is_refused(drift):
    with pytest.raises(rules.CodeRefused):
        step(rules.code(SECRET, AT + drift * HALF_MINUTE))


def test_code_is_used_up_with_all_before_it():
    used = step(rules.code(SECRET, AT))

    for earlier in (AT, AT - HALF_MINUTE):
        with pytest.raises(rules.CodeRefused):
            step(rules.code(SECRET, earlier), last=used)
    assert step(rules.code(SECRET, AT + HALF_MINUTE), last=used) == used + 1


@pytest.mark.parametrize("given", ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"])
def test_code_of_another_form_is_refused(given):
    with pytest.raises(rules.CodeRefused):
        step(given)


def test_code_may_be_typed_with_a_space():
    plain = rules.code(SECRET, AT)

    assert step(f" {plain[:3]} {plain[3:]} ") == AT.timestamp() // 30


def test_secret_is_typed_as_it_is_shown():
    secret = rules.new_secret()

    assert len(secret) * 8 == 160
    assert rules.from_text(rules.as_text(secret)) == secret
    assert rules.from_text(rules.as_text(secret).lower()) == secret


@pytest.mark.parametrize("text", ["", "!!!!", "MFRGG", "GEZDGNBV" * 2 + "1"])
def test_secret_that_is_none_or_too_short_is_refused(text):
    with pytest.raises(rules.SecretRefused):
        rules.from_text(text)


def test_address_says_who_and_where():
    address = rules.address(SECRET, account="camden-siro", issuer="Datashare London")

    assert address.startswith("otpauth://totp/Datashare%20London:camden-siro?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in address


@given(st.binary(min_size=16, max_size=40), st.text(min_size=1, max_size=40))
def test_sealed_secret_opens_for_its_owner(secret, user):
    key = rules.Key.generate()

    assert key.open(key.seal(secret, user=user), user=user) == secret


def test_sealed_secret_opens_for_nobody_else():
    key = rules.Key.generate()
    sealed = key.seal(SECRET, user="one")

    with pytest.raises(rules.SecretRefused):
        key.open(sealed, user="other")
    with pytest.raises(rules.SecretRefused):
        rules.Key.generate().open(sealed, user="one")


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_sealed_secret_that_was_changed_does_not_open(place):
    key = rules.Key.generate()
    sealed = bytearray(key.seal(SECRET, user="one"))
    sealed[place] ^= 1

    with pytest.raises(rules.SecretRefused):
        key.open(bytes(sealed), user="one")


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 12])
def test_sealed_secret_that_is_cut_off_does_not_open(sealed):
    with pytest.raises(rules.SecretRefused):
        rules.Key.generate().open(sealed, user="one")


def test_key_is_read_as_it_is_written_and_never_shown():
    key = rules.Key.generate()

    assert rules.Key.read(key.text() + "\n") == key
    assert key.text() not in repr(key)
    assert str(key.value) not in repr(dataclasses.replace(key))


@pytest.mark.parametrize("text", ["", "abc", "é" * 43, "A" * 42, "A" * 60, "*" * 43])
def test_key_that_is_damaged_is_refused(text):
    with pytest.raises(rules.SecretRefused):
        rules.Key.read(text)


def test_recovery_codes_are_ten_of_eighty_bits():
    codes = rules.new_recovery_codes()

    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) * 5 for code in codes} == {80}
    assert all(rules.is_recovery_code(code) for code in codes)
    assert not rules.is_recovery_code("123456")


def test_recovery_code_is_known_however_it_is_typed_and_by_its_owner_alone():
    key, (code, *_) = rules.Key.generate(), rules.new_recovery_codes()
    kept = key.recovery_hash(code, user="one")

    assert key.recovery_hash(code.lower().replace("-", " "), user="one") == kept
    assert key.recovery_hash(code, user="other") != kept
    assert rules.Key.generate().recovery_hash(code, user="one") != kept


@pytest.mark.parametrize(("failures", "locked"), [(0, False), (4, False), (5, True), (6, True)])
def test_attempts_end_with_the_fifth_failure(failures, locked):
    assert rules.is_locked(failures) is locked


@pytest.mark.parametrize(("later", "fresh"), [(0, True), (9 * 60 + 59, True), (10 * 60, False)])
def test_confirmation_counts_ten_minutes(later, fresh):
    assert is_fresh(AT, at=AT + timedelta(seconds=later)) is fresh


def test_confirmation_yet_to_come_does_not_count():
    assert not is_fresh(AT + timedelta(seconds=1), at=AT)


@pytest.mark.parametrize("back", ["/", "/agreement/DSL-2026-483920?tab=board#sign", "/a%20b"])
def test_way_back_to_a_page_of_ours_is_kept(back):
    assert local_path(back, otherwise="/home") == back


@pytest.mark.parametrize(
    "back",
    [
        None,
        "",
        "about",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/a\\b",
        "\\/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=1",
        "/é",
        "/" + "a" * 2000,
    ],
)
def test_way_back_to_anywhere_else_is_not(back):
    assert local_path(back, otherwise="/home") == "/home"
