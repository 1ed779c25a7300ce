"""A revision of a git repository, read without touching the work tree, its index or the network.

The `git` program is asked for objects alone: no hook runs, no filter, no lazy fetch; what GIT_*
variables of the caller say is left out, and so is what `git replace` puts in another's place.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from secaudit.lazily import dataclass
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text

_SUBMODULE, _LINK = "160000", "120000"
_LARGE_FILES = b"version https://git-lfs.github.com/spec/"
_QUIET = (
    "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull,
    "-c", "protocol.allow=never",
)  # fmt: skip


class GitFailure(SecauditError):
    """A repository or a revision that cannot be read; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

    def __reduce__(self) -> tuple[type[GitFailure], tuple[Text]]:
        return GitFailure, (self.text,)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository by the top folder of its work tree."""

    top: Path

    def path_of(self, path: Path) -> str:
        """Return where a path lies below the top, with forward slashes; "" for the top itself.

        Raises:
            ValueError: it lies elsewhere.
        """
        place = path.resolve().relative_to(self.top).as_posix()
        return "" if place == "." else place


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision: its path from the top, the hash of its content, and whether it is a link."""

    path: str
    blob: str
    is_link: bool


def repository_of(path: Path) -> Repository:
    """Return the repository that a file or folder lies in.

    Raises:
        GitFailure: it lies in none, git refuses it, or there is no git.
    """
    place = path.resolve()
    folder = place if place.is_dir() else place.parent
    done = _run(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise GitFailure(_no_repository(path, done.stderr.decode("utf-8", "replace")))
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\r\n"))).resolve())


def commit_of(repository: Repository, revision: str) -> str:
    """Return the full name of the commit that a revision names (a branch, a tag, `HEAD~1`, a hash).

    Raises:
        GitFailure: it names none that is here.
    """
    name = None if revision.startswith("-") or "\0" in revision else _commit(repository, revision)
    if name is None:
        shallow = _run(repository.top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        raise GitFailure(_unknown(revision, shallow=shallow))
    return name


def is_revision(repository: Repository, name: str) -> bool:
    """Whether a name is that of a commit."""
    return not name.startswith("-") and _commit(repository, name) is not None


def head_of(repository: Repository) -> str | None:
    """Return the commit that the work tree stands on; None before the first one."""
    return _commit(repository, "HEAD")


def is_dirty(repository: Repository, path: str) -> bool:
    """Whether the work tree holds something below `path` that no commit does, untracked files included."""
    asked = ("status", "--porcelain", "-z", "--untracked-files=all", "--ignore-submodules=none")
    return bool(_asked(repository, *asked, "--", path or "."))


def refuse_submodules(repository: Repository, path: str) -> None:
    """Make sure that the index has no submodule below a path.

    Raises:
        GitFailure: it has one: its content is in another repository.
    """
    for line in filter(None, _asked(repository, "ls-files", "--stage", "-z", "--", path or ".").split(b"\0")):
        head, _, name = line.partition(b"\t")
        if head.startswith(_SUBMODULE.encode()):
            raise GitFailure(_submodule(os.fsdecode(name)))


def entries(repository: Repository, commit: str, path: str) -> tuple[Entry, ...]:
    """Return the files of a commit at or below a path, sorted; none where it did not have the path.

    Raises:
        GitFailure: there is a submodule among them: its content is in another repository.
    """
    listed = _asked(repository, "ls-tree", "-r", "-z", "--full-tree", commit, *(("--", path) if path else ()))
    found = []
    for line in filter(None, listed.split(b"\0")):
        head, _, name = line.partition(b"\t")
        mode, _, blob = head.decode("ascii").split(" ")
        place = os.fsdecode(name)
        if mode == _SUBMODULE:
            raise GitFailure(_submodule(place))
        found.append(Entry(place, blob, mode == _LINK))
    return tuple(sorted(found, key=lambda entry: entry.path))


def contents(repository: Repository, wanted: Sequence[Entry]) -> Iterator[tuple[Entry, bytes]]:
    """Yield the content of files as they were committed, whatever line ends a work tree would get.

    Raises:
        GitFailure: one is not here (a partial clone), or is only a pointer to a large file.
    """
    if not wanted:
        return
    asked = "".join(f"{entry.blob}\n" for entry in wanted).encode()
    done = _run(repository.top, "cat-file", "--batch", given=asked)
    if done.returncode:
        # A clone that left contents behind would have to ask another machine for them.
        said = done.stderr.decode("utf-8", "replace")
        behind = next((entry.path for entry in wanted if entry.blob in said), None)
        raise GitFailure(_failed("cat-file", said) if behind is None else _absent(behind))
    told = done.stdout
    at = 0
    for entry in wanted:
        end = told.index(b"\n", at)
        words = told[at:end].split(b" ")
        if len(words) != 3:
            raise GitFailure(_absent(entry.path))
        size = int(words[2])
        content = told[end + 1 : end + 1 + size]
        if content.startswith(_LARGE_FILES):
            raise GitFailure(_pointer(entry.path))
        at = end + 1 + size + 1
        yield entry, content


def write_out(repository: Repository, files: Sequence[Entry], folder: Path, endings: Collection[str]) -> None:
    """Write files of a revision below a folder, each at its path from the top of the repository.

    Only files with one of `endings` are written, and links that stay within the folder.

    Raises:
        GitFailure: as `contents` does.
    """
    wanted = [entry for entry in files if PurePosixPath(entry.path).suffix.lower() in endings]
    for entry, content in contents(repository, wanted):
        place = _place(folder, entry.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not entry.is_link:
            place.write_bytes(content)
        elif _stays(entry.path, os.fsdecode(content)):
            place.symlink_to(os.fsdecode(content))


def _place(folder: Path, path: str) -> Path:
    """Return where a file of a revision goes; git keeps such paths out itself, a forged tree may not."""
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or ("\\" in path and os.name == "nt"):
        raise GitFailure(_absent(path))
    return folder.joinpath(*parts)


def _stays(path: str, target: str) -> bool:
    if target.startswith("/") or "\\" in target:
        return False
    reached = os.path.normpath(PurePosixPath(path).parent.joinpath(target).as_posix())
    return not reached.startswith("..")


def _commit(repository: Repository, revision: str) -> str | None:
    done = _run(repository.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return done.stdout.decode("ascii").strip() if done.returncode == 0 else None


def _asked(repository: Repository, *arguments: str, given: bytes | None = None) -> bytes:
    done = _run(repository.top, *arguments, given=given)
    if done.returncode:
        raise GitFailure(_failed(arguments[0], done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _run(folder: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean = {
        **kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C",
    }  # fmt: skip
    command = ["git", *_QUIET, *arguments]
    try:
        return subprocess.run(  # noqa: S603  # the program is fixed, and no shell reads the arguments
            command, cwd=folder, input=given, capture_output=True, env=clean, check=False
        )
    except FileNotFoundError:
        raise GitFailure(
            Text(
                "máy này chưa có chương trình git; cài git, hoặc so với một thư mục hay tệp audit.json",
                "this machine has no git; install it, or compare with a folder or an audit.json",
            )
        ) from None


def _no_repository(path: Path, told: str) -> Text:
    if "dubious ownership" in told:
        return Text(
            f"git không mở kho chứa {path} vì kho thuộc người dùng khác; nếu tin cậy kho này, chạy: "
            f"git config --global --add safe.directory {path.resolve()}",
            f"git refuses the repository of {path}: it belongs to another user; if you trust it, run: "
            f"git config --global --add safe.directory {path.resolve()}",
        )
    return Text(
        f"{path} không nằm trong kho git nào; nêu sau --against một thư mục hoặc tệp audit.json, "
        "hoặc chạy trong kho git",
        f"{path} lies in no git repository; give --against a folder or an audit.json, or run inside one",
    )


def _unknown(revision: str, *, shallow: bool) -> Text:
    if shallow:
        return Text(
            f"bản sao này của kho git bị cắt bớt lịch sử và không có phiên bản {revision!r}; "
            "chạy: git fetch --unshallow (trong CI: fetch-depth: 0)",
            f"this clone is shallow and has no revision {revision!r}; "
            "run: git fetch --unshallow (in CI: fetch-depth: 0)",
        )
    return Text(
        f"không có phiên bản git, thư mục hay tệp nào tên {revision!r}; "
        "xem danh sách: git branch --all; nếu nhánh ở máy chủ, chạy git fetch trước",
        f"there is no git revision, folder or file {revision!r}; "
        "git branch --all lists branches; for one of a server, run git fetch first",
    )


def _submodule(path: str) -> Text:
    return Text(
        f"{path} là kho con (submodule), nội dung không nằm trong kho này; "
        "chạy secaudit check ngay trong kho con đó",
        f"{path} is a submodule, whose content is not in this repository; run secaudit check inside it",
    )


def _failed(command: str, told: str) -> Text:
    return Text(
        f"git {command} không thực hiện được: {told.strip()}", f"git {command} failed: {told.strip()}"
    )


def _absent(path: str) -> Text:
    return Text(
        f"nội dung của {path} ở phiên bản gốc không có trên máy này; chạy: git fetch --refetch",
        f"the base's content of {path} is not on this machine; run: git fetch --refetch",
    )


def _pointer(path: str) -> Text:
    return Text(
        f"{path} ở phiên bản gốc được lưu bằng Git LFS, không đọc được từ kho; "
        "so với một thư mục đã lấy đủ tệp, hoặc với audit.json",
        f"{path} is kept by Git LFS in the base and cannot be read from the repository; "
        "compare with a folder that has the files, or with an audit.json",
    )
