"""What has to be done: findings grouped so that one deed is one action, with the six clarities."""

from secaudit.remediation.completion import completion
from secaudit.remediation.plan import with_actions

__all__ = ["completion", "with_actions"]
