"""Search parameters: what passes, what falls away, and that real pages go on working."""

import ckan.plugins as p
import pytest
from ckanext.datashare.guard import search

from tests.factories import call


@pytest.mark.parametrize(
    ("key", "sent", "passed"),
    [
        ("q", "badge AND title:blue", "badge AND title:blue"),
        ("q", "ds_start:[2026-01-01T00:00:00Z TO *]", "ds_start:[2026-01-01T00:00:00Z TO *]"),
        ("q", "{!func}docfreq(text,'badge')", None),
        ("fq", '+ds_body:"x"', '+ds_body:"x"'),
        ("fq", "{!frange l=1}docfreq(text,'badge')", None),
        ("fq_list", ["+ds_role:a", "{!frange l=1}x", 3], ["+ds_role:a"]),
        ("fq_list", "+ds_role:a", ["+ds_role:a"]),
        ("sort", "score desc, metadata_modified desc", "score desc, metadata_modified desc"),
        ("sort", "title_string", "title_string"),
        ("sort", "docfreq(text,'badge') desc", None),
        ("sort", "_docid_ desc", None),
        ("sort", "name asc, termfreq(text,'x') desc", "name asc"),
        ("fl", ["id", "title"], ["id", "title"]),
        ("fl", "name,title", ["name", "title"]),
        ("fl", ["docfreq(text,'badge')", "[explain]", "score", "*", "x:title"], None),
        ("qf", "name^4 title text^0.5", "name^4 title text^0.5"),
        ("qf", "name^4 {!func}", "name^4"),
        ("facet.field", ["ds_body", "tags"], ["ds_body", "tags"]),
        ("facet.field", ["permission_labels", "text", "ds_document_text", "author_email"], None),
        ("facet.mincount", 0, 1),
        ("facet.mincount", 3, 3),
        ("facet.limit", -1, search.FACET_LIMIT),
        ("facet.limit", 10, 10),
        ("rows", 20, 20),
        ("ext_bbox", "1,2,3,4", "1,2,3,4"),
        ("bf", "recip(ms(NOW,x),1,1,1)", None),
        ("boost", "2", None),
        ("defType", "edismax", None),
        ("wt", "xml", None),
        ("mm", "1", None),
        ("tie", "0.1", None),
        ("facet.prefix", "a", None),
        ("hl", "true", None),
    ],
)
def test_parameter_passes_or_falls_away(suite_app, key, sent, passed):
    assert search.allowed({key: sent}).get(key) == passed


def test_facet_declared_by_a_plugin_is_counted(suite_app, monkeypatch):
    class Fields:
        def dataset_facets(self, facets, kind):
            return {**facets, "frequency": "Frequency"} if kind == "harvest" else facets

        def group_facets(self, facets, kind, package_type):
            return {**facets, "vocab_region": "Region"}

        organization_facets = group_facets

    monkeypatch.setattr(p, "PluginImplementations", lambda interface: [Fields()])

    assert {"frequency", "vocab_region"} <= search.facet_fields()


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "docfreq(text,'x') desc"},
        {"fl": ["docfreq(text,'x')"]},
        {"facet.field": ["permission_labels"], "facet.mincount": 0, "facet.limit": -1},
        {"q": "{!func}docfreq(text,'x')"},
        {"fq": "{!frange l=1}docfreq(text,'x')"},
        {"facet.query": "x"},
    ],
)
def test_search_with_a_parameter_that_fell_away_answers_as_without_it(suite_app, asked):
    plain = call("package_search", "")

    answered = call("package_search", "", **asked)

    assert (answered["count"], answered["results"]) == (plain["count"], plain["results"])
    assert answered["search_facets"] == {}


@pytest.mark.parametrize(
    "path",
    ["/dataset/?sort=docfreq(text,'x')+desc", "/feeds/custom.atom?sort=bad(x)", "/dataset/?q=a:b"],
)
def test_page_with_a_parameter_that_fell_away_is_shown(app, path):
    assert app.get(path).status_code == 200
