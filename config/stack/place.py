"""Where the checkout and its state are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Everything that a machine makes for itself; ignored by git.
LOCAL = ROOT / ".local"
LOG = LOCAL / "log"
CONFIG = ROOT / "config"
VENV = LOCAL / "venv"
PYTHON = VENV / "bin" / "python"
CKAN = VENV / "bin" / "ckan"


def prepare() -> None:
    """Make the folders of the state."""
    LOG.mkdir(parents=True, exist_ok=True)
