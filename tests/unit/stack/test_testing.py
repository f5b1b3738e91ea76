"""`./dev test`: which tests need no services, and one exit code for two runs."""

import pytest
from stack import testing


def test_divided_without_paths_selects_everything():
    pure, others, options = testing.divided(["-x"])

    assert pure == ["tests/unit", "tests/packaging"]
    assert "tests/integration" in others
    assert options == ["-x"]


def test_divided_keeps_pure_tests_apart_from_the_others():
    pure, others, options = testing.divided(
        ["tests/unit/stack/test_testing.py::test_x", "tests/integration", "-k", "word"]
    )

    assert pure == ["tests/unit/stack/test_testing.py::test_x"]
    assert others == ["tests/integration"]
    assert options == ["-k", "word"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [([0, 0], 0), ([0, 1], 1), ([2, 0], 2), ([0, 5], 0), ([5, 5], 5), ([5, 1], 1), ([], 5)],
)
def test_verdict_fails_when_one_run_fails_or_none_ran_a_test(codes, expected):
    assert testing.verdict(codes) == expected
