"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.happening import happened, plan_happened, told
from freesheet.contributions.actions.hearing import hear, work_on_what_was_told
from freesheet.contributions.actions.posting import post_letters, send_again, set_aside
from freesheet.contributions.actions.showing import show_figures
from freesheet.contributions.actions.waiting import give_up_waiting

__all__ = [
    "Wish", "begin", "believe", "checked", "give_up_waiting", "happened", "hear", "offer", "plan_happened",
    "post_letters", "send_again", "set_aside", "settle", "show_figures", "told", "work_on_what_was_told",
]  # fmt: skip
