"""The press's keys for gifts."""

SHOWN = "gifts:shown"
"""The figures that readers are told."""

QUARTERS = "gifts:quarters"
"""The quarters whose accounts readers are shown, and the figures of each."""

COST = "gifts:cost"
"""What an article costs, by the accounts that readers have."""

FACTS = "gifts:facts"
"""The sentence of facts about the newest quarter, which stands at the foot of every page."""

AMOUNTS = "gifts:amounts"
"""What is asked in each currency."""

RULES = "gifts:rules"
"""How often readers are asked, and what an article costs."""

GOAL = "gifts:goal"
"""The goal and how far it is."""

NAMES = "gifts:names"
"""The names of those who gave and want to be named."""


def texts(language: str) -> str:
    """Which texts of the appeal are compared in a language."""
    return f"gifts:texts:{language}"
