"""The built package: every module and data file is in it, and its plugins load from it alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = ("datashare", "igtemplates", "secureexchange", "subjectaccess")

pytestmark = pytest.mark.slow


def _sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """Return the folder of a wheel that was built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("package")
    for name in _sources():
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "source" / name)
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder / "dist"],
        cwd=folder / "source",
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (folder / "dist").glob("datashare_london-*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "wheel")
    return folder / "wheel"


def test_wheel_holds_every_file_of_the_extensions(unpacked):
    wanted = {
        path.relative_to(f"ckanext-{name}").as_posix()
        for name in EXTENSIONS
        for path in _sources()
        if path.is_relative_to(f"ckanext-{name}/ckanext") and path.name != "README.md"
    }

    packed = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")}

    assert sorted(wanted - packed) == []


def test_wheel_holds_nothing_but_the_extensions(unpacked):
    tops = {path.name.partition("-")[0] for path in unpacked.iterdir()}

    assert tops == {"ckanext", "datashare_london"}
    assert {path.name for path in (unpacked / "ckanext").iterdir()} == set(EXTENSIONS)


def test_plugins_load_from_the_wheel_alone(unpacked):
    # -S leaves out the links to this checkout; what remains is the wheel and its dependencies.
    code = (
        "import sys\n"
        f"sys.path[:0] = [{str(unpacked)!r}, {sysconfig.get_paths()['purelib']!r}]\n"
        "from importlib.metadata import distribution\n"
        "points = distribution('datashare-london').entry_points.select(group='ckan.plugins')\n"
        "for point in sorted(points):\n"
        "    plugin = point.load()\n"
        f"    assert sys.modules[plugin.__module__].__file__.startswith({str(unpacked)!r})\n"
        "    print(point.name)\n"
    )

    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=unpacked
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(EXTENSIONS)
