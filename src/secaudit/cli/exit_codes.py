"""Exit codes: what a script may rely on (contract, section 5)."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    """Done; nothing at or above `--fail-on` failed."""
    FINDINGS = 1
    """Findings at or above `--fail-on`."""
    USAGE = 2
    """Wrong usage: an option, a path or a folder that cannot be used."""
    INVALID = 3
    """The inventory or the catalogue is invalid; nothing was judged."""
    INCOMPLETE = 4
    """A control ended in error, or rows or files were rejected under `--keep-going`; the rest was judged."""
    NOT_AS_CLAIMED = 5
    """A signature, a hash or a history is not what it claims to be."""
    INTERNAL = 70
    """A fault of the program itself (sysexits' EX_SOFTWARE)."""
    INTERRUPTED = 130
    """Stopped by the user."""
