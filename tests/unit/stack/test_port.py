"""Ports: the usual one, or the next that neither another program nor a sibling holds."""

import pytest
from stack.port import TRIES, first_free
from stack.report import Failure


def test_first_free_takes_the_usual_port():
    assert first_free(5000, taken=set(), free=lambda port: True) == 5000


def test_first_free_passes_over_ports_of_others_and_of_siblings():
    busy = {5000, 5002}

    assert first_free(5000, taken={5001}, free=lambda port: port not in busy) == 5003


def test_first_free_says_what_to_do_when_none_is_free():
    with pytest.raises(Failure) as failure:
        first_free(5000, taken=set(), free=lambda port: False)

    assert str(5000 + TRIES) in failure.value.why
    assert failure.value.do
