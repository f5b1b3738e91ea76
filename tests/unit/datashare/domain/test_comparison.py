"""Two versions side by side: nothing lost, nothing invented, in bounded time."""

import random
import time

import pytest
from ckanext.datashare.domain.comparison import Kind, compare, is_same
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet="ab c.\n", max_size=60)


def pieces(before, after):
    return [[(p.kind.value, p.text) for p in paragraph] for paragraph in compare(before, after)]


def side(before, after, gone):
    found = compare(before, after)
    kept = ("".join(p.text for p in paragraph if p.kind is not gone) for paragraph in found)
    return "\n".join(text for text in kept if text)


def plain(text):
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def test_one_word_that_changed_is_all_that_is_marked():
    assert pieces("We share names.", "We share dates.") == [
        [("same", "We share "), ("removed", "names"), ("added", "dates"), ("same", ".")]
    ]


def test_paragraphs_that_came_and_went_are_marked_whole():
    assert pieces("One.\nTwo.", "One.\n\nTwo.\nThree.")[-1] == [("added", "Three.")]
    assert pieces("One.\nTwo.", "Two.")[0] == [("removed", "One.")]


def test_same_text_has_no_marks():
    assert is_same(compare("One.\n\nTwo.", "One.\nTwo."))
    assert not is_same(compare("", "One."))
    assert compare("", "") == ()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_comparison(before, after):
    assert side(before, after, Kind.ADDED).split() == plain(before).split()
    assert side(before, after, Kind.REMOVED).split() == plain(after).split()


@pytest.mark.parametrize("separator", [" ", "\n", ""])
def test_long_texts_without_a_word_in_common_take_little_time(separator):
    chance = random.Random(1)
    texts = [separator.join(f"w{chance.random()}" for _ in range(20_000)) for _ in range(2)]
    started = time.monotonic()

    found = compare(*texts)

    assert time.monotonic() - started < 5
    assert not is_same(found)
