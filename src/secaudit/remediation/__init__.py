"""What has to be done: findings grouped so that one deed is one action, with the six clarities."""

from secaudit.remediation.completion import completion
from secaudit.remediation.plan import with_actions
from secaudit.remediation.undertakings import read_undertakings, undertakings

__all__ = ["completion", "read_undertakings", "undertakings", "with_actions"]
