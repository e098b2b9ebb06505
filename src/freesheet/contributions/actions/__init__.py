"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.happening import happened, plan_happened, told
from freesheet.contributions.actions.hearing import hear, work_on_what_was_told
from freesheet.contributions.actions.lasting import change, pause, resume, stop
from freesheet.contributions.actions.reconciling import Report, reconcile
from freesheet.contributions.actions.returning import give_back

__all__ = [
    "Report", "Wish", "begin", "believe", "change", "checked", "give_back", "happened", "hear", "offer", "pause",
    "plan_happened", "reconcile", "resume", "settle", "stop", "told", "work_on_what_was_told",
]  # fmt: skip
