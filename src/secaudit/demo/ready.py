"""What has a service or git itself check every change of an inventory: its files, put where they belong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from secaudit import __version__
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text
from secaudit.resources import shipped

Service = Literal["github", "gitlab", "pre-commit"]

SERVICES: tuple[Service, ...] = get_args(Service)
"""Whom an inventory can be set up for."""

_FILES: dict[Service, tuple[str, str]] = {
    "github": ("github.yml", ".github/workflows/secaudit.yml"),
    "gitlab": ("gitlab.yml", ".gitlab-ci.yml"),
    "pre-commit": ("pre-commit.yaml", ".pre-commit-config.yaml"),
}


class AlreadyThere(SecauditError):
    """A file to be written is there already; `text` says which, and what to do."""

    def __init__(self, file: Path, template: Path) -> None:
        self.text = Text(
            f"đã có {file}, không ghi đè; chép phần cần dùng từ {template}",
            f"{file} is there already and stays as it is; copy what you need from {template}",
        )
        super().__init__(self.text.en)


def checks(folder: Path, services: Iterable[str]) -> dict[Path, bytes]:
    """Return the files by which services (of `SERVICES`) check the inventory in a folder, and their content.

    They belong at the top of the folder's git repository, or in the folder itself where there is none.

    Raises:
        AlreadyThere: one of the files is there.
    """
    top = _top(folder)
    path = folder.resolve().relative_to(top.resolve()).as_posix()
    wanted = [_FILES[service] for service in SERVICES if service in services]
    templates = {top / file: shipped("ci") / template for template, file in wanted}
    for file, template in templates.items():
        if file.exists():
            raise AlreadyThere(file, template)
    return {file: _filled(template, path).encode() for file, template in templates.items()}


def _top(folder: Path) -> Path:
    """Return the folder that has `.git`, of these and those above it; the folder itself where none has."""
    resolved = folder.resolve()
    return next((place for place in (resolved, *resolved.parents) if (place / ".git").exists()), folder)


def _filled(template: Path, path: str) -> str:
    """Return a template with the inventory's own path, and this version of the program to install."""
    quoted = json.dumps(path, ensure_ascii=False)
    text = template.read_text("utf-8").replace("SECAUDIT_PATH: inventory", f"SECAUDIT_PATH: {quoted}")
    text = text.replace("SECAUDIT_PACKAGE: secaudit", f"SECAUDIT_PACKAGE: secaudit=={__version__}")
    return text.replace("args: [inventory,", f"args: [{quoted},")
