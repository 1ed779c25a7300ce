"""`secaudit exposure` through the real entry point."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
import yaml

from tests.cli.running import SAMPLE, UNIT, Run, secaudit, write
from tests.plain_yaml import safe_load

DAY = ("--as-of", "2026-11-21")


@cache
def told(language: str = "vi") -> Run:
    return secaudit("exposure", SAMPLE, *DAY, "--lang", language)


def document(*paths: Path, unit: str | None = None) -> dict[str, Any]:
    run = secaudit("exposure", *paths, *DAY, "--to", "json", *(("--unit", unit) if unit else ()))
    assert run.code == 0, run.err
    found: dict[str, Any] = json.loads(run.out)
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_listing_tells_the_way_its_cells_and_what_was_declared_and_seen() -> None:
    assert told().code == 0
    text = one_line(told().out)
    assert "ĐƯỜNG LỘ LỌT tại ngày 21/11/2026: toàn bộ danh mục kiểm kê" in text
    assert "5 có đường truyền dữ liệu với Internet, 2 chưa đủ căn cứ, 7 không có đường nào" in text
    assert (
        "⇒ Máy soạn thảo văn bản mật (mẫu) → Máy soạn thảo văn bản mật → "
        "thiết bị lưu trữ di động kn-anmau-usb → Mạng văn phòng → Internet"
    ) in text
    assert "điểm đầu (links.source) = anmau-mat; kê khai [network.yaml:72:13]" in text
    assert (
        "kết nối Internet (devices.internet) = có; quan sát qs-vpdanguy-internet ngày 15/10/2026 (rà quét) "
        "[inspection.yaml:84:12]; đơn vị khai: không [devices.csv:17:7]"
    ) in text
    assert (
        "ngày phát hiện kết nối Internet (devices.observed_internet_on) = 14/04/2026; đã quan sát thấy"
        in text
    )


def test_what_is_not_known_is_listed_with_the_cells_to_fill_in() -> None:
    text = one_line(told().out)
    assert "→ cần điền vùng mạng (devices.segment) devices.csv:10:5" in text
    assert "→ cần điền kết nối Internet (devices.internet) devices.csv:30:7" in text
    assert "chưa khai có chứa bí mật nhà nước hay không, ví dụ mattran-tb02: devices.csv:20:9" in text


def test_the_cut_the_best_single_deed_and_each_units_own_are_told() -> None:
    text = one_line(told().out)
    assert "3 việc, tổng mức 3 (không phương án nào nhẹ hơn)" in text
    assert "cấm dùng kn-anmau-usb (thiết bị lưu trữ di động)" in text
    assert (
        "Việc đơn lẻ có tác dụng nhất: ngắt kết nối Internet riêng của Máy soạn thảo văn bản mật 2 (mẫu) "
        "(vpdanguy-tb02); chấm dứt đường lộ lọt của 3 trong 5 hệ thống, thiết bị"
    ) in text
    assert "Phường An Mẫu (hư cấu) (p-anmau), 1 hệ thống, thiết bị: cấm dùng kn-anmau-usb" in text


def test_what_no_clause_asks_for_is_told_apart_from_breaches() -> None:
    text = one_line(told().out)
    assert "IV. ĐIỀU CẦN XEM XÉT TRÊN CÁC KẾT NỐI (không phải kết luận vi phạm)" in text
    assert "vùng mạng Vùng dịch vụ công cộng (tp-dmz) đặt chung hệ thống khác cấp độ" in text
    assert "kết nối kn-yte-bv" in text


def test_english_says_the_same() -> None:
    text = one_line(told("en").out)
    assert "Exposed to the internet: 5; not known: 2; not exposed: 7." in text
    assert "Deeds: 3, weight 3 in all (nothing lighter is enough)" in text
    assert "Đường" not in text


def test_a_unit_is_told_of_alone_with_what_is_below_it() -> None:
    committee = document(SAMPLE, unit="du-mau")
    assert {holder["unit"] for holder in committee["exposed"]} == {"vp-du-mau"}
    assert [each["id"] for each in committee["cut"]["undoings"]] == ["vpdanguy-tb02"]
    assert document(SAMPLE, unit="p-binhmau")["cut"]["undoings"] == []


def test_a_file_gets_everything_and_its_ending_says_in_which_form(tmp_path: Path) -> None:
    for name in ("a.txt", "b.json"):
        assert secaudit("exposure", SAMPLE, *DAY, "-o", tmp_path / name).code == 0
    assert "anmau-tb02" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "b.json").read_bytes())["kind"] == "exposure"
    clash = secaudit("exposure", SAMPLE, *DAY, "--to", "text", "-o", tmp_path / "c.json")
    assert clash.code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.json"]


def test_a_drawing_and_a_graph_show_the_way_of_each_exposed_holder(tmp_path: Path) -> None:
    assert secaudit("exposure", SAMPLE, *DAY, "--unit", "p-anmau", "-o", tmp_path / "a.svg").code == 0
    drawing = ElementTree.fromstring((tmp_path / "a.svg").read_text(encoding="utf-8"))
    tips = {title.text for title in drawing.iter("{http://www.w3.org/2000/svg}title")}
    assert "kn-anmau-usb" in tips
    assert any(tip and "anmau-tb02" in tip for tip in tips)
    assert not any(tip and "yte" in tip for tip in tips)
    run = secaudit("exposure", SAMPLE, *DAY, "--to", "graphml")
    graph = nx.read_graphml(BytesIO(run.out.encode()), force_multigraph=True)
    links = {data["link"] for _, _, data in graph.edges(data=True) if data["on_path"]}
    assert {"kn-anmau", "kn-anmau-usb"} <= links
    assert "kn-giadinh-usb" not in links
    assert {data["link"] for _, _, data in graph.edges(data=True) if data["cut"]} == {
        "kn-anmau-usb",
        "own_connection devices/vpdanguy-tb02",
        "own_connection devices/giadinh-tb02",
    }
    for way in document(SAMPLE)["exposed"]:
        held = {node for node, data in graph.nodes(data=True) if way["id"] in data["ids"].split()}
        assert len(held) == 1
        assert any(data["on_path"] for *_, data in graph.out_edges(held, data=True))


class TestWeights:
    def test_they_are_data_that_a_user_may_change(self, tmp_path: Path) -> None:
        file = tmp_path / "w.yaml"
        file.write_text("weights: {removable_media: 9, place: 9}\nlinks: {kn-anmau: 2}\n", encoding="utf-8")
        run = secaudit("exposure", SAMPLE, *DAY, "--weights", file, "--to", "json")
        undone = {each["id"]: each["weight"] for each in json.loads(run.out)["cut"]["undoings"]}
        # An office machine on the internet is a way beside the office's link.
        assert undone == {"giadinh-tb02": 1, "vpdanguy-tb02": 1, "kn-anmau": 2, "anmau-tb01": 1}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("weights: {usb: 1}\n", "w.yaml:1:11"),
            ("weights:\n  vpn: 0\n", "w.yaml:2:8"),
            ("weights:\n  vpn: rẻ\n", "w.yaml:2:8"),
            ("", "w.yaml:1:1"),
            ("weights: [\n", "w.yaml:2"),
        ],
    )
    def test_wrong_ones_are_refused_at_their_place(self, tmp_path: Path, text: str, said: str) -> None:
        file = tmp_path / "w.yaml"
        file.write_text(text, encoding="utf-8")
        run = secaudit("exposure", SAMPLE, *DAY, "--weights", file)
        assert run.code == 3
        assert said in run.err
        assert run.out == ""

    def test_a_link_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "w.yaml"
        file.write_text("links: {kn-anmau-us: 2}\n", encoding="utf-8")
        run = secaudit("exposure", SAMPLE, *DAY, "--weights", file)
        assert run.code == 2
        assert "có phải là kn-anmau-usb" in run.err


class TestBadInput:
    def test_an_unknown_unit_is_wrong_usage(self) -> None:
        run = secaudit("exposure", SAMPLE, *DAY, "--unit", "p-anmao")
        assert (run.code, "p-anmau" in run.err) == (2, True)

    def test_a_link_to_nothing_makes_the_inventory_invalid_or_is_left_out_and_told(
        self, tmp_path: Path
    ) -> None:
        rows = (
            "segments:\n  - {id: a, unit: u, kind: isolated}\n"
            "links:\n  - {id: l, source: a, target: nobody, kind: network}\n"
            "devices:\n  - {id: d, unit: u, segment: a, internet: false, state_secrets: mat}\n"
            "declarations:\n  - {id: k, unit: u, tables: [links, devices], declared_on: 2026-11-01}\n"
        )
        folder = write(tmp_path / "inventory", units=UNIT, net=rows)
        assert secaudit("exposure", folder, *DAY).code == 3
        run = secaudit("exposure", folder, *DAY, "--keep-going")
        assert run.code == 4
        assert "net.yaml:4" in run.err
        text = one_line(run.out)
        assert "0 có đường truyền dữ liệu với Internet, 1 chưa đủ căn cứ, 0 không có đường nào" in text
        assert "hoặc có dòng bị loại" in text

    def test_what_nobody_could_look_at_is_not_drawn_but_can_be_had_as_a_graph(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "inventory", units=UNIT)
        rows = [f"s{number},u,lan" for number in range(2001)]
        (folder / "segments.csv").write_text("\n".join(("id,unit,kind", *rows)), encoding="utf-8")
        run = secaudit("exposure", folder, *DAY, "-o", tmp_path / "a.svg")
        assert run.code == 2
        assert "--unit" in run.err
        assert not (tmp_path / "a.svg").exists()
        assert secaudit("exposure", folder, *DAY, "-o", tmp_path / "a.graphml").code == 0

    def test_an_empty_inventory_has_nothing_to_cut(self, tmp_path: Path) -> None:
        run = secaudit("exposure", write(tmp_path / "inventory", units=UNIT), *DAY)
        assert run.code == 0
        assert "Không có gì phải ngắt." in run.out


def test_an_audit_without_anything_exposed_loads_no_graph_library(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "secaudit"]
    folder = str(write(tmp_path / "unit", units=UNIT))
    for words, loaded in (
        (["audit", folder, *DAY, "-q", "--format", "json", "-o", str(tmp_path)], False),
        (["exposure", str(SAMPLE), *DAY], True),
    ):
        done = subprocess.run([*command, *words], capture_output=True, encoding="utf-8", check=False)
        assert ("networkx" in done.stderr) is loaded
        assert "secaudit.exposure" in done.stderr


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "city"
    assert secaudit("init", folder, "--demo", "-q").code == 0
    return folder


def test_every_exposed_holder_of_the_demo_city_can_be_followed_by_hand_and_the_cut_frees_all(
    city: Path,
) -> None:
    found = document(city)
    assert len(found["exposed"]) > 20
    for holder in found["exposed"]:
        follow(city, holder)
    assert found["cut"]["at_least"] == found["cut"]["weight"]
    for undoing in found["cut"]["undoings"]:
        undo(city, undoing)
    after = document(city)
    assert after["exposed"] == []
    assert after["cut"]["undoings"] == []
    # Of a machine that was exposed another gap may now come to light: whether it has internet of its own.
    before, open_ = ({each["id"] for each in found[name]} for name in ("exposed", "unknown"))
    assert open_ <= {each["id"] for each in after["unknown"]} <= open_ | before


def follow(folder: Path, holder: dict[str, Any]) -> None:
    """Open the file of every cell of a way, and find the cell's value written there."""
    assert holder["way"]
    assert holder["id"] in {holder["way"][0]["id"], *(cell["row"] for cell in holder["way"][-1]["cells"])}
    for hop in holder["way"]:
        assert hop["certain"]
        assert hop["cells"]
        for cell in hop["cells"]:
            declared = cell["declared"] if cell["observed"] else cell["value"]
            place = cell["location"]
            line = (folder / place["file"]).read_text(encoding="utf-8-sig").splitlines()[place["line"] - 1]
            if place["file"].endswith(".csv"):
                written = next(csv.reader([line]))[place["column"] - 1]
            else:
                written = re.split(r"[,}]", line[place["column"] - 1 :])[0]
            assert written == ("" if declared is None else str(declared).lower()), (hop, cell)


def undo(folder: Path, undoing: dict[str, Any]) -> None:
    """Do what a line of the cut says, as a unit would: in its files."""
    row = undoing["id"]
    if undoing["table"] == "links":
        rewrite(folder / "links.csv", lambda cells: None if cells["id"] == row else cells)
        return
    gone = (
        {"segment": "none"}
        if undoing["sort"] == "place"
        else {"internet": "false", "observed_internet_on": ""}
    )
    rewrite(folder / "devices.csv", lambda cells: cells | gone if cells["id"] == row else cells)
    file = folder / "observations.yaml"
    seen = safe_load(file.read_text(encoding="utf-8"))["observations"]
    kept = [each for each in seen if not (each["row"] == row and each["column"] in gone)]
    file.write_text(yaml.safe_dump({"observations": kept}, allow_unicode=True), encoding="utf-8")


def rewrite(file: Path, change: Any) -> None:
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    changed = [cells for each in rows if (cells := change(each)) is not None]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(changed)
