"""``ckan datashare import``: what it prints and how it exits."""

from __future__ import annotations

import json

import pytest
from ckanext.datashare.cli.import_ import import_command, template
from ckanext.datashare.importers import listing
from click.testing import CliRunner

from tests import factories

from .importing import DEA, MADE

pytestmark = pytest.mark.usefixtures("clean_db", "clean_index")


@pytest.fixture
def run():
    def invoke(*arguments):
        return CliRunner().invoke(import_command, [str(argument) for argument in arguments])

    return invoke


def test_all_in_exits_0_and_names_each_line(run):
    done = run("dea", *DEA, "--create-bodies")

    assert done.exit_code == 0, done.output
    assert "dea_isa_register_2018.csv:3: created DSL-" in done.output
    assert "    check: The source lists Homes England as giving data" in done.output
    assert done.output.splitlines()[-1] == "4 created, 2 unchanged, 7 bodies made."


def test_some_waiting_exits_1(run):
    factories.body(title="Camden Council")
    factories.body(title="Hackney Council")

    done = run("csv", MADE / "list.csv")

    assert done.exit_code == 1
    assert "list.csv:3: waiting CAM-002" in done.output


def test_nothing_done_exits_2(run, tmp_path):
    assert run("csv", MADE / "list.csv").exit_code == 2
    assert run("dea", tmp_path / "absent.csv").exit_code == 2


def test_json_is_one_object_a_line(run):
    done = run("csv", MADE / "list.csv", "--json", "--create-bodies", "--dry-run")

    rows = [json.loads(line) for line in done.output.splitlines()]
    assert [(row["line"], row["result"], row["source_id"]) for row in rows] == [
        (2, "created", "CAM-001"),
        (3, "created", "CAM-002"),
    ]


def test_dry_run_says_so(run):
    done = run("csv", MADE / "list.csv", "--create-bodies", "--dry-run")

    assert done.output.splitlines()[-1] == "Dry run: 2 created, 3 bodies to make."


def test_template_is_the_heading_of_every_column():
    done = CliRunner().invoke(template, ["csv"])

    assert done.output.splitlines() == listing.template().splitlines()
