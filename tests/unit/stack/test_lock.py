"""Lock files hold names, versions and hashes, and no address of an index."""

import re

import pytest
from stack.python import FOLDER

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_lock_file_has_no_address(path):
    assert not re.search(r"https?://|--index-url|--find-links", path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_locked_package_has_version_and_hash(path):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", path.read_text("utf-8")))

    loose = [entry.split()[0] for entry in entries if "==" not in entry or "sha256:" not in entry]

    assert not loose
