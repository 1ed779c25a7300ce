"""Two Vietnamese names are one where they differ in nothing but writing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.quality.names import loose, one_name

ONE = [
    ("Ủy ban nhân dân Phường An Mẫu", "UBND phường An Mẫu"),
    ("Uỷ ban nhân dân phường An Mẫu", "Ủy ban Nhân dân Phường An Mẫu"),
    ("UBND P. An Mẫu", "Ủy ban nhân dân phường An Mẫu"),
    ("UBND P.An Mẫu", "UBND Phường An Mẫu"),
    ("Máy in P. Hành chính", "Máy in phòng Hành chính"),
    ("Thành phố Mẫu", "TP. Mẫu"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("Hệ thống thông tin một cửa", "HTTT một cửa"),
    ("Hệ thống một cửa", "Một cửa"),
    ("Quản lý văn bản", "Quản lí văn bản"),
    ("Kỹ thuật số", "Kĩ thuật số"),
    ("Bình Hoà", "Bình Hòa"),
    ("Thuỷ lợi", "Thủy lợi"),
    ("Quản lý văn bản", "Quan ly van ban"),
    ("Đường truyền", "duong truyen"),
    ("Máy chủ 01", "máy  chủ 1"),
    ("Máy chủ-dữ liệu", "Máy chủ dữ liệu"),
    ("Cơ sở dữ liệu dân cư", "CSDL dân cư"),
    ("Sở Khoa học và Công nghệ", "Sở KHCN"),
    ("Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo - Dân vận"),
    (unicodedata.normalize("NFD", "Phường Mẫu"), "Phường Mẫu"),
]

TWO = [
    ("Hệ thống họp trực tuyến", "Hệ thống học trực tuyến"),
    ("Máy chủ 1", "Máy chủ 2"),
    ("Máy chủ 1", "Máy chủ 11"),
    ("Vùng mạng A", "Vùng mạng B"),
    ("Phường An Phú", "Phường An Phủ"),
    ("Phường Tân Định", "Phường Tân Đình"),
    ("Phường Bình Hòa", "Phường Bình Hoa"),
    ("Phòng Kế hoạch", "Phường Kế hoạch"),
    ("Quản lý văn bản", "Quản lý văn bản mật"),
    ("Quản lý nhân sự", "Quản lý tài sản"),
    ("Cổng thông tin", "Cổng thông tin điện tử"),
    ("Đoàn kiểm tra", "Doàn kiểm tra"),
    ("Thúy", "Thúi"),
    ("Bảo", "Bão"),
]


@pytest.mark.parametrize(("first", "second"), ONE)
def test_one_thing_written_two_ways(first: str, second: str) -> None:
    assert one_name(first, second)
    assert one_name(second, first)
    assert loose(first) == loose(second)


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_things_that_resemble_each_other(first: str, second: str) -> None:
    assert not one_name(first, second)
    assert not one_name(second, first)


@given(st.text(alphabet="aăâbcdđeêhiklmnoôơpqrstuưvxyáàảãạ ẾỘ.-0129", max_size=30))
def test_a_name_is_itself_in_capitals_and_decomposed(name: str) -> None:
    assert one_name(name, name)
    assert one_name(name, unicodedata.normalize("NFD", name))
    assert loose(name) == loose(name.upper())
