"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.happening import happened, plan_happened, told
from freesheet.contributions.actions.hearing import hear, work_on_what_was_told
from freesheet.contributions.actions.lasting import change, pause, resume, stop
from freesheet.contributions.actions.reconciling import Report, reconcile
from freesheet.contributions.actions.returning import give_back
from freesheet.contributions.actions.showing import show_figures
from freesheet.contributions.actions.waiting import give_up_waiting

__all__ = [
    "Report", "Wish", "begin", "believe", "change", "checked", "give_back", "give_up_waiting", "happened", "hear",
    "offer", "pause", "plan_happened", "reconcile", "resume", "settle", "show_figures", "stop", "told",
    "work_on_what_was_told",
]  # fmt: skip
