"""Text: cleaned, and refused where it cannot be kept."""

import pytest
from ckanext.datashare.domain import text


def test_text_has_one_kind_of_line_end_and_no_blanks_around():
    assert text.clean(" a\r\nb\rc\x0bd\x0ce\u2028f \n", max_chars=50) == "a\nb\nc\nd\ne\nf"


def test_text_keeps_markup_as_the_characters_it_is():
    markup = "<script>alert(1)</script> & {{ 7*7 }}"

    assert text.clean(markup, max_chars=100) == markup


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ud800"])
def test_text_with_a_character_no_database_keeps_is_refused_with_its_place(character):
    with pytest.raises(text.CharacterRefused, match="Character 3"):
        text.clean(f"ab{character}", max_chars=10)


def test_text_at_its_limit_is_kept_and_beyond_it_refused():
    assert text.clean("a" * 10, max_chars=10)

    with pytest.raises(text.TooLong, match=r"at most 10 characters\. This has 11"):
        text.clean("a" * 11, max_chars=10)


def test_text_with_too_many_words_says_how_many():
    with pytest.raises(text.TooLong, match=r"at most 3 words\. This has 4"):
        text.clean("a b c d", max_chars=100, max_words=3)


@pytest.mark.parametrize("value", [None, 5, True, ["a"], {"a": "b"}])
def test_text_of_another_type_is_refused(value):
    with pytest.raises(text.NotText, match="Enter text"):
        text.clean(value, max_chars=100)


def test_line_turns_line_ends_into_blanks():
    assert text.line("a\r\nb", max_chars=10) == "a b"
