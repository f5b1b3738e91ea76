"""The search benchmark runs: at a small size, over this slot's services."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_search_benchmark_prints_a_ratio_for_each_comparison(
    clean_db, clean_index, pytestconfig, owner_url
):
    env = {
        **os.environ,
        "CKAN_INI": str(Path(pytestconfig.getoption("ckan_ini")).absolute()),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "config"))),
        "DATASHARE_OWNER_URL": owner_url,
    }

    ran = subprocess.run(
        [sys.executable, ROOT / "tests" / "bench" / "bench_search.py", "--quick"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.count(" ratio ") == 4
