"""The boroughs of the sample site answer to every spelling the registers use."""

from ckanext.datashare.bodies import find_id
from ckanext.datashare.cli.sample import sample
from ckanext.datashare.importers import known
from click.testing import CliRunner


def test_sample_boroughs_are_found_by_every_known_name_and_code(clean_db):
    made = CliRunner().invoke(sample, ["-"], input="[]")

    assert made.output.startswith("34 bodies made."), made.output
    for body in known.boroughs():
        names = (body.title, *body.known_as, body.facts["ons_code"])
        assert len({find_id(name) for name in names}) == 1
        assert find_id(body.title) is not None
