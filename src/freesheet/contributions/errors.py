"""What can go wrong with gifts, told to whom it concerns."""


class GiftProblem(Exception):
    """A gift cannot be taken or changed. The message is a sentence for who gives, in the language that is active."""


class ProviderProblem(Exception):
    """Who moves the money did not answer, or not as agreed. The message is a sentence for whoever runs the paper."""


class LetterProblem(Exception):
    """A letter cannot be written. The message is a sentence for the newsroom, without a name or an address."""


class StatementProblem(Exception):
    """A bank statement cannot be read, or a line of it is not what somebody takes it for. The message is for them."""


class QuarterProblem(Exception):
    """The accounts of a quarter cannot be entered or published so. The message is a sentence for who does it."""


class SavedMeanwhile(QuarterProblem):
    """Somebody else has entered something of the quarter since it was looked at."""
