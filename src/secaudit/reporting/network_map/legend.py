"""What the signs of a drawing mean."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.model.network_map import Line, LineState, Stop
from secaudit.model.text import Language, Text, same
from secaudit.reporting.network_map.lettering import width
from secaudit.reporting.network_map.strokes import WAY_FRAME, arrow, border, cipher_bar, cut_sign, stroke

_SAMPLE = 42.0
_ROW = 22.0
_SIZE = 10.0


def _line(state: LineState = LineState.OPEN, *, on_path: bool = False, both: bool = True) -> Line:
    return Line("", "", "", "", same(""), both, state, on_path)


def _drawn(line: Line, extra: str = "") -> str:
    return f'<path d="M0,8H34" fill="none" {stroke(line)}/>{extra}'


def _box(attributes: str, extra: str = "") -> str:
    return f'<rect x="1" y="1" width="32" height="14" {attributes}/>{extra}'


def _framed(exposed: bool | None) -> str:
    stop = Stop("", same(""), same(""), "", "", (), "", "", exposed)
    return _box(f'fill="#fff" {border(stop, on_path=False)}')


_ENTRIES: tuple[tuple[str, Text], ...] = (
    (
        _drawn(_line(on_path=True)),
        Text("đường lộ lọt: thông giữa nơi chứa BMNN và Internet", "a way from secrets to the internet"),
    ),
    (
        _drawn(_line(), cut_sign(17, 8)),
        Text("điểm cần ngắt (phương án tối thiểu)", "to be cut (the least that is enough)"),
    ),
    (
        _box(f'fill="#fff" {WAY_FRAME}'),
        Text("nằm trên đường lộ lọt", "on such a way"),
    ),
    (_framed(True), Text("thông với Internet", "joined to the internet")),
    (_framed(False), Text("không có đường tới Internet", "not joined to it")),
    (_framed(None), Text("chưa đủ căn cứ", "not known")),
    (
        _box('fill="#fff" stroke="#555"', '<rect x="1" y="1" width="7" height="14" fill="#222"/>'),
        Text("chứa bí mật nhà nước (BMNN)", "holds state secrets"),
    ),
    (_drawn(_line()), Text("kết nối hai chiều", "a link both ways")),
    (_drawn(_line(both=False), arrow(34, 8, -1, _line())), Text("một chiều", "one way")),
    (_drawn(_line(LineState.DOUBTFUL)), Text("chưa rõ có thông hay không", "perhaps open")),
    (
        _drawn(_line(LineState.CIPHERED), cipher_bar(17, 8)),
        Text("chặn bằng mật mã của Ban Cơ yếu Chính phủ", "ended by the Government Cipher"),
    ),
    (_drawn(_line(LineState.ENDED)), Text("đã kết thúc", "no longer in force")),
)


def legend(room: float, language: Language) -> str:
    """Return the legend, on as many lines as the room asks for."""
    return "".join(
        f'<g transform="translate({left:.1f},{top:.1f})">{sample}'
        f'<text x="{_SAMPLE}" y="12" font-size="{_SIZE:g}">{words}</text></g>'
        for left, top, sample, words in _placed(room, language)
    )


def legend_height(room: float, language: Language) -> float:
    """Return how high the legend is."""
    return max(top for _, top, _, _ in _placed(room, language)) + 2 * _ROW


def _placed(room: float, language: Language) -> Iterator[tuple[float, float, str, str]]:
    left = top = 0.0
    for sample, text in _ENTRIES:
        words = text.to(language)
        wide = _SAMPLE + width(words, _SIZE) + 18
        if left and left + wide > room:
            left, top = 0.0, top + _ROW
        yield left, top, sample, words
        left += wide
