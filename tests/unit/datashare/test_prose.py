"""Long texts on pages: folded, cut short by their source, one sentence of them."""

import pytest
from ckanext.datashare.prose import FOLD_AFTER, first_sentence, fold


def words(count):
    return " ".join(f"word{number}" for number in range(count))


def test_short_text_is_shown_whole():
    found = fold(words(FOLD_AFTER))

    assert (found.shown, found.folded, found.was_cut) == (words(FOLD_AFTER), "", False)


def test_text_a_little_too_long_is_not_folded_for_a_line_or_two():
    assert fold(words(FOLD_AFTER + 10)).folded == ""


def test_long_text_is_folded_and_nothing_of_it_is_lost():
    text = words(1000)

    found = fold(text)

    assert len(found.shown.split()) <= FOLD_AFTER
    assert found.shown.split() + found.folded.split() == text.split()


def test_fold_falls_at_the_end_of_a_line_of_a_typed_list():
    text = words(100) + "\na) first\nb) second " + words(200)

    found = fold(text)

    assert found.shown.endswith("a) first")
    assert found.folded.startswith("b) second")


@pytest.mark.parametrize("mark", ["[…]", "[...]", " […] \n"])
def test_text_that_its_source_cut_short_says_so_without_the_mark(mark):
    found = fold(f"The aim is to {mark}")

    assert (found.shown, found.was_cut) == ("The aim is to", True)


def test_mark_inside_a_text_is_text():
    assert fold("He wrote […] and left.").was_cut is False


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One tells another. It helps.", "One tells another."),
        ("Under s.261 of the Act they share. Next.", "Under s.261 of the Act they share."),
        ("“Why?” They ask.", "“Why?”"),
        ("Lines\nof one\nsentence. Two", "Lines of one sentence."),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_first_sentence_ends_where_the_next_begins(text, sentence):
    assert first_sentence(text) == sentence


def test_first_sentence_that_is_too_long_ends_at_a_word():
    found = first_sentence(words(100), limit=50)

    assert len(found) <= 50 and found.endswith("…")
    assert found[:-1].split()[-1] in words(100).split()
