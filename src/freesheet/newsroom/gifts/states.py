"""Where gifts and lasting gifts stand, in words for who works here."""

from django.utils.translation import gettext_lazy

from freesheet.contributions.rules import ChargeState, PlanState

STATES = {
    ChargeState.BEGUN: gettext_lazy("Begun"),
    ChargeState.HELD: gettext_lazy("Held"),
    ChargeState.WAITING: gettext_lazy("Waited for"),
    ChargeState.RECEIVED: gettext_lazy("Received"),
    ChargeState.FAILED: gettext_lazy("Refused"),
    ChargeState.LAPSED: gettext_lazy("Given up"),
    ChargeState.RETURNED: gettext_lazy("Went back"),
    ChargeState.DISPUTED: gettext_lazy("In dispute"),
    ChargeState.LOST: gettext_lazy("Lost in dispute"),
}

PLAN_STATES = {
    PlanState.PENDING: gettext_lazy("Not paid yet"),
    PlanState.ACTIVE: gettext_lazy("Running"),
    PlanState.PAST_DUE: gettext_lazy("Did not come, and is tried again"),
    PlanState.PAUSED: gettext_lazy("Paused"),
    PlanState.LAPSED: gettext_lazy("Ended: it could not be collected"),
    PlanState.CANCELLED: gettext_lazy("Stopped"),
}
