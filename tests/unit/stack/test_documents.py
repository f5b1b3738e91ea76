"""Documents: links lead somewhere, commands exist."""

from stack.documents import file_faults


def test_file_faults_name_broken_links_and_unknown_commands(tmp_path):
    (tmp_path / "there.md").write_text("")
    text = "[a](there.md#part) [b](gone.md) [c](https://example.org) `./dev up` `./dev fly`"

    assert file_faults(tmp_path / "README.md", text, {"up"}) == [
        "README.md: the link gone.md leads nowhere",
        "README.md: there is no ./dev fly",
    ]
