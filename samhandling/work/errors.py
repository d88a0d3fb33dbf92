"""What work answers when it will not: web makes pages of these, commands a line."""

from collections.abc import Mapping

from samhandling.vocabulary.text import Text


class NotFoundError(LookupError):
    """Missing or forbidden: the two look the same."""


class ConflictError(RuntimeError):
    """It cannot be done as things stand now; the message is for the user."""

    def __init__(self, message: Text) -> None:
        """Take the message."""
        super().__init__(str(message))
        self.message = message


class LoginRefusedError(ConflictError):
    """The login is refused, without saying what was wrong."""


class PasswordRefusedError(ConflictError):
    """The new password is refused, or the old one is wrong."""


class UserRefusedError(ConflictError):
    """A user cannot be added as asked."""


class AttachmentRefusedError(ConflictError):
    """A file cannot be attached as it is; the message says why, and what can."""


class InvalidError(ConflictError):
    """What was entered cannot be kept; ``fields`` says why, field by field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Take the message of each field."""
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)
