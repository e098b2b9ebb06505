"""What can go wrong with gifts, told to whom it concerns."""

from __future__ import annotations


class GiftProblem(Exception):
    """A gift cannot be taken or changed. The message is a sentence for who gives, in the language that is active."""


class ProviderProblem(Exception):
    """Who moves the money did not answer, or not as agreed. The message is an English sentence for who runs the paper.

    It is kept as what it is made of, so that it can be told in another language when it is shown, by ``telling.told``.
    ``says`` is marked by ``gettext_noop`` where it is raised, and has its ``of`` as ``%(name)s``.
    """

    def __init__(self, says: str, **of: object) -> None:
        self.says, self.of = says, {name: str(value) for name, value in of.items()}
        super().__init__(says % self.of if of else says)


class LetterProblem(Exception):
    """A letter cannot be written. The message is a sentence for the newsroom, without a name or an address."""


class StatementProblem(Exception):
    """A bank statement cannot be read, or a line of it is not what somebody takes it for. The message is for them."""


class QuarterProblem(Exception):
    """The accounts of a quarter cannot be entered or published so. The message is a sentence for who does it."""


class SavedMeanwhile(QuarterProblem):
    """Somebody else has entered something of the quarter since it was looked at."""
