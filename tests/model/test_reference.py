"""The page of tables is what the declarations say."""

from tools import reference


def test_the_page_of_tables_is_up_to_date() -> None:
    written = reference.PAGE.read_text(encoding="utf-8")
    assert written == reference.page(), "run: python tools/reference.py"
