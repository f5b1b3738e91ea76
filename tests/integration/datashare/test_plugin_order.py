"""The schemas are registered in whatever order the plugins are listed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ASK = """
import json, sys
from ckan.cli import load_config
from ckan.config.middleware import make_app
app = make_app(load_config(sys.argv[1]))
import ckan.plugins.toolkit as tk
with app._wsgi_app.test_request_context():
    h = tk.h
    print("ANSWER " + json.dumps({
        "datasets": sorted(h.scheming_dataset_schemas()),
        "organizations": sorted(h.scheming_organization_schemas()),
        "choices": len(h.scheming_field_choices(
            h.scheming_field_by_name(
                h.scheming_get_dataset_schema("agreement")["dataset_fields"], "method"))),
    }))
"""
SCHEMING = "scheming_datasets scheming_organizations"


def ask(pytestconfig, tmp_path, *, plugins, extra=""):
    """Start CKAN in a process of its own with these plugins; return what it says."""
    settings = Path(str(pytestconfig.getoption("ckan_ini"))).read_text("utf-8")
    lines = [line for line in settings.splitlines() if not line.startswith("ckan.plugins")]
    assert len(lines) == len(settings.splitlines()) - 1
    at = lines.index("[app:main]") + 1
    path = tmp_path / "order.ini"
    path.write_text("\n".join([*lines[:at], f"ckan.plugins = {plugins}", extra, *lines[at:]]))
    run = subprocess.run(
        [sys.executable, "-c", _ASK, str(path)], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr[-3000:]
    [answer] = [line for line in run.stdout.splitlines() if line.startswith("ANSWER ")]
    return json.loads(answer.removeprefix("ANSWER "))


@pytest.mark.slow
@pytest.mark.parametrize("plugins", [f"datashare {SCHEMING}", f"{SCHEMING} datashare"])
def test_schemas_are_registered_in_either_order(pytestconfig, tmp_path, plugins):
    answer = ask(pytestconfig, tmp_path, plugins=plugins)

    assert answer["datasets"] == ["agreement"]
    assert answer["organizations"] == ["organization"]
    assert answer["choices"] == 10


@pytest.mark.slow
def test_schemas_stand_beside_those_a_site_lists_itself(pytestconfig, tmp_path):
    own = "scheming.dataset_schemas = ckanext.scheming:camel_photos.yaml"

    answer = ask(pytestconfig, tmp_path, plugins=f"datashare {SCHEMING}", extra=own)

    assert answer["datasets"] == ["agreement", "camel-photos"]
