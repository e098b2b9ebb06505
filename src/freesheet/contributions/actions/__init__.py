"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.correcting import correct
from freesheet.contributions.actions.erasing import finish_forgetting, forget
from freesheet.contributions.actions.guarding import (
    approve,
    forget_traces,
    guard,
    turn_away,
    waiting_holds,
)
from freesheet.contributions.actions.happening import happened, plan_happened, told
from freesheet.contributions.actions.hearing import hear, work_on_what_was_told
from freesheet.contributions.actions.lasting import change, pause, resume, stop
from freesheet.contributions.actions.linking import mail_link
from freesheet.contributions.actions.matching import (
    Giver,
    make_gift,
    match_by_hand,
    match_by_reference,
    set_aside,
    undo,
)
from freesheet.contributions.actions.posting import post_letters, send_again, set_letter_aside
from freesheet.contributions.actions.reconciling import Report, reconcile
from freesheet.contributions.actions.repairing import can_repair, next_at, repair, repaired
from freesheet.contributions.actions.returning import give_back
from freesheet.contributions.actions.showing import show_figures
from freesheet.contributions.actions.statements import forget_sender, import_statement, look_at, waiting_lines
from freesheet.contributions.actions.waiting import give_up_waiting
from freesheet.contributions.actions.yearly import write_of_the_year

__all__ = [
    "Giver", "Report", "Wish", "approve", "begin", "believe", "can_repair", "change", "checked", "correct",
    "finish_forgetting", "forget", "forget_sender", "forget_traces", "give_back", "give_up_waiting", "guard",
    "happened", "hear", "import_statement", "look_at", "mail_link", "make_gift", "match_by_hand",
    "match_by_reference", "next_at", "offer", "pause", "plan_happened", "post_letters", "reconcile", "repair",
    "repaired", "resume", "send_again", "set_aside", "set_letter_aside", "settle", "show_figures", "stop", "told",
    "turn_away", "undo", "waiting_holds", "waiting_lines", "work_on_what_was_told", "write_of_the_year",
]  # fmt: skip
