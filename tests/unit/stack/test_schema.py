"""The search schema: CKAN's text, with our fields and copies at the ends of their lists."""

import xml.etree.ElementTree as ET

import pytest
from stack.place import CONFIG
from stack.report import Failure
from stack.schema import merged

CKAN = """<schema name="ckan-2.12" version="1.6">
<fields>
  <!-- CKAN's own -->
  <field name="id" type="string"/>
</fields>
<copyField source="id" dest="text"/>
</schema>
"""
OURS = """<schema>
<fields><field name="ds_lead" type="string"/></fields>
<copyField source="ds_lead" dest="text"/>
</schema>
"""


def test_merged_holds_the_fields_and_copies_of_both():
    schema = ET.fromstring(merged(CKAN, OURS))

    assert [field.get("name") for field in schema.iter("field")] == ["id", "ds_lead"]
    assert [copy.get("source") for copy in schema.iter("copyField")] == ["id", "ds_lead"]


def test_merged_keeps_what_ckan_wrote():
    assert "<!-- CKAN's own -->" in merged(CKAN, OURS)


def test_merged_refuses_a_schema_of_another_shape():
    with pytest.raises(Failure):
        merged(CKAN.replace("</fields>", ""), OURS)


def test_our_fields_all_begin_alike():
    ours = ET.fromstring((CONFIG / "solr" / "conf" / "fields.xml").read_bytes())

    names = [field.get("name", "") for field in ours.iter("field")]

    assert names
    assert all(name.startswith("ds_") for name in names)
