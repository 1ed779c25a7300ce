"""How a path is written: for the table in ids, for people in their language."""

from __future__ import annotations

from secaudit.exposure import Step, describe, written
from secaudit.exposure.path import INTERNET, SOMEWHERE
from secaudit.model.text import Text

PC, LAN, ISO = Step("devices", "PC-07"), Step("segments", "LAN-1"), Step("segments", "ISO-2")
PLAIN, STICK = Step("links", "L-1", "network"), Step("links", "USB-3", "removable_media")
GATEWAY = Step("links", "G-1", "cipher_gateway", certain=False)

NAMES = {
    ("devices", "PC-07"): "Máy trạm 07",
    ("segments", "LAN-1"): "LAN phường Một",
    ("links", "USB-3"): "never used: a link is named by its kind",
}


def test_the_table_holds_ids_and_the_kinds_of_links() -> None:
    path = (PC, LAN, PLAIN, Step("segments", "WAN"), STICK, ISO)
    assert written(path) == "PC-07 → LAN-1 → L-1 → WAN → USB-3 (removable_media) → ISO-2"


def test_a_doubtful_step_has_a_question_mark() -> None:
    assert written((LAN, GATEWAY, ISO)) == "LAN-1 → G-1 (cipher_gateway) ? → ISO-2"
    assert written((PC, SOMEWHERE)) == "PC-07 → internet ?"
    assert written((PC, INTERNET)) == "PC-07 → internet"


def test_no_path_is_no_text() -> None:
    assert written(()) == ""
    assert describe((), NAMES) == Text("", "")


def test_people_read_names_and_kinds_in_both_languages() -> None:
    assert describe((PC, LAN, STICK, ISO, INTERNET), NAMES) == Text(
        "Máy trạm 07 → LAN phường Một → thiết bị lưu trữ di động USB-3 → ISO-2 → Internet",
        "Máy trạm 07 → LAN phường Một → removable media USB-3 → ISO-2 → Internet",
    )


def test_plain_connections_go_without_saying_unless_in_doubt() -> None:
    assert describe((LAN, PLAIN, ISO), NAMES) == Text("LAN phường Một → ISO-2", "LAN phường Một → ISO-2")
    doubtful = Step("links", "L-1", "network", certain=False)
    assert describe((LAN, doubtful, ISO), NAMES).en == "LAN phường Một → link L-1 ? → ISO-2"


def test_doubt_is_shown_to_people_too() -> None:
    assert describe((ISO, GATEWAY, SOMEWHERE), NAMES) == Text(
        "ISO-2 → cổng mật mã G-1 ? → Internet ?", "ISO-2 → cipher gateway G-1 ? → Internet ?"
    )


def test_an_empty_name_leaves_the_id() -> None:
    assert describe((LAN,), {("segments", "LAN-1"): ""}).vi == "LAN-1"
