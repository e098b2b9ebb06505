"""What can be done with gifts. Each verb is one transaction."""

from freesheet.contributions.actions.beginning import Wish, begin, checked
from freesheet.contributions.actions.believing import believe, offer, settle
from freesheet.contributions.actions.cards import tell_of_cards
from freesheet.contributions.actions.correcting import correct
from freesheet.contributions.actions.erasing import finish_forgetting, forget
from freesheet.contributions.actions.failing import try_again
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
from freesheet.contributions.actions.moving import (
    ask_to_move,
    checked_address,
    forget_addresses,
    move,
    moves,
)
from freesheet.contributions.actions.nightly import note_told, reconcile_tonight, to_be_told
from freesheet.contributions.actions.posting import post_letters, send_again, set_letter_aside
from freesheet.contributions.actions.quarters import (
    begin_quarter,
    enter_as_seen,
    enter_quarter,
    publish_quarter,
    take_back_quarter,
)
from freesheet.contributions.actions.reconciling import Report, reconcile
from freesheet.contributions.actions.reminding import remind_of_late_transfers
from freesheet.contributions.actions.repairing import can_repair, next_at, repair, repaired
from freesheet.contributions.actions.returning import give_back
from freesheet.contributions.actions.showing import show_figures
from freesheet.contributions.actions.statements import forget_sender, import_statement, look_at, waiting_lines
from freesheet.contributions.actions.thanking import thank, unthank
from freesheet.contributions.actions.waiting import give_up_waiting
from freesheet.contributions.actions.yearly import write_of_the_year

__all__ = [
    "Giver", "Report", "Wish", "approve", "ask_to_move", "begin", "begin_quarter", "believe", "can_repair",
    "change", "checked", "checked_address", "correct", "enter_as_seen", "enter_quarter", "finish_forgetting",
    "forget", "forget_addresses", "forget_sender", "forget_traces", "give_back", "give_up_waiting", "guard",
    "happened", "hear", "import_statement", "look_at", "mail_link", "make_gift", "match_by_hand",
    "match_by_reference", "move", "moves", "next_at", "note_told", "offer", "pause", "plan_happened",
    "post_letters", "publish_quarter", "reconcile", "reconcile_tonight", "remind_of_late_transfers", "repair",
    "repaired", "resume", "send_again", "set_aside", "set_letter_aside", "settle", "show_figures", "stop",
    "take_back_quarter", "tell_of_cards", "thank", "to_be_told", "told", "try_again", "turn_away", "undo",
    "unthank", "waiting_holds", "waiting_lines", "work_on_what_was_told", "write_of_the_year",
]  # fmt: skip
