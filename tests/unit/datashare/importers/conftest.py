"""Where the files are that the readers are tested with."""

from __future__ import annotations

from pathlib import Path

import ckanext.datashare
import pytest


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the sample register: real rows."""
    return Path(ckanext.datashare.__file__).parent / "sample"


@pytest.fixture(scope="session")
def made() -> Path:
    """Return the folder of made rows."""
    return Path(__file__).parents[3] / "data" / "import"
