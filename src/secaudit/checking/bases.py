"""What a change is compared with: a revision, a folder, or a stored audit; each becomes files to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secaudit.inventory.readers import EXTENSIONS
from secaudit.lazily import dataclass
from secaudit.model.comparison import State
from secaudit.model.result import AuditResult
from secaudit.model.text import Text
from secaudit.revision import (
    GitFailure,
    Repository,
    commit_of,
    entries,
    head_of,
    is_dirty,
    refuse_submodules,
    repository_of,
    write_out,
)

_READ = frozenset({*EXTENSIONS, ".yml", ".yaml", ".json"})


@dataclass(frozen=True, slots=True)
class Revision:
    """A git revision, as the user named it."""

    name: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Another folder or file with the inventory as it was."""

    path: Path


@dataclass(frozen=True, slots=True)
class Stored:
    """The result of an earlier audit, and the file that it was read from."""

    result: AuditResult
    file: str


@dataclass(frozen=True, slots=True)
class Files:
    """Where to read the base: `inventory` is None where it had none; `beside` maps given paths to its own.

    A path that the base does not have is mapped to None; one that is no part of what changed is not mapped.
    """

    inventory: Path | None
    beside: dict[Path, Path | None]
    base: State
    head: State
    notes: tuple[Text, ...] = ()


def files_of(base: Revision | Folder, path: Path, others: Sequence[Path], made: Path) -> Files:
    """Return where the files of the base are; those of a revision are written into the folder `made`.

    `path` is the inventory as it is now, `others` are folders and files that a check goes by (controls, the
    baseline): those that lie in the same repository, or below the inventory, are the base's.

    Raises:
        GitFailure: the repository or the revision cannot be read.
    """
    if isinstance(base, Folder):
        return _of_folder(base, path, others)
    repository = repository_of(path)
    return _of_revision(repository, base.name, commit_of(repository, base.name), path, others, made)


def head_state(path: Path) -> State:
    """Return what is known of the inventory as it is now: of a repository or not."""
    try:
        repository = repository_of(path)
    except GitFailure:
        return State("folder", path.as_posix())
    return _work_tree(repository, path)


def _of_folder(base: Folder, path: Path, others: Sequence[Path]) -> Files:
    beside: dict[Path, Path | None] = {}
    if path.is_dir() and base.path.is_dir():
        for other in others:
            if other.resolve().is_relative_to(path.resolve()):
                place = base.path / other.resolve().relative_to(path.resolve())
                beside[other] = place if place.exists() else None
    return Files(base.path, beside, State("folder", base.path.as_posix()), head_state(path))


def _of_revision(
    repository: Repository, name: str, commit: str, path: Path, others: Sequence[Path], made: Path
) -> Files:
    place = repository.path_of(path)
    refuse_submodules(repository, place)
    wanted = {entry.path: entry for entry in entries(repository, commit, place)}
    inside = [other for other in others if other.resolve().is_relative_to(repository.top)]
    for other in inside:
        if not other.resolve().is_relative_to(path.resolve()):
            wanted |= {entry.path: entry for entry in entries(repository, commit, repository.path_of(other))}
    # Files that no reader would open are left where they are: evidence can be large.
    write_out(repository, list(wanted.values()), made, _READ)
    found = made / place if place else made
    beside: dict[Path, Path | None] = {}
    for other in inside:
        copy = made / repository.path_of(other)
        beside[other] = copy if copy.exists() else None
    head = _work_tree(repository, path)
    return Files(
        found if found.exists() else None,
        beside,
        State("revision", name, commit, head.prefix),
        head,
    )


def _work_tree(repository: Repository, path: Path) -> State:
    place = repository.path_of(path)
    folder = place if path.is_dir() else place.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    commit = head_of(repository)
    return State("work_tree", path.as_posix(), commit, prefix, is_dirty(repository, place))
