"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.happening import happened, plan_happened, told
from freesheet.contributions.actions.hearing import hear, work_on_what_was_told
from freesheet.contributions.actions.posting import post_letters, send_again, set_aside
from freesheet.contributions.actions.yearly import write_of_the_year

__all__ = [
    "Wish", "begin", "believe", "checked", "happened", "hear", "offer", "plan_happened", "post_letters",
    "send_again", "set_aside", "settle", "told", "work_on_what_was_told",
    "write_of_the_year",
]  # fmt: skip
