"""Settings files from templates."""

import configparser
import re

import pytest
from stack import ini


def test_filled_doubles_percent_signs_for_ckans_reader():
    text = ini.filled("[app:main]\nurl = ${url}\n", {"url": "postgresql://a:b%20c@host/d"})
    reader = configparser.ConfigParser()

    reader.read_string(text)

    assert reader["app:main"]["url"] == "postgresql://a:b%20c@host/d"


def test_filled_refuses_a_name_without_a_value():
    with pytest.raises(KeyError):
        ini.filled("url = ${url}", {})


def test_write_says_whether_the_file_changed_and_hides_it_from_others(tmp_path):
    path = tmp_path / "site.ini"
    template = (ini.CONFIG / "ini" / "test.ini.template").read_text("utf-8")
    values = dict.fromkeys(re.findall(r"\$\{(\w+)\}", template), "x")

    assert ini.write("test", path, values)
    assert not ini.write("test", path, values)
    assert path.stat().st_mode & 0o777 == 0o600
