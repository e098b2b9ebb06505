"""What the paper knows, held to what the provider and the mail server know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.contributions.mailserver import MailServer
from tests.contributions.soaking.stories import Story
from tests.contributions.stripe import fake

Known = dict[str, Any]


def differences(known: Known, world: fake.World, mails: MailServer, stories: list[Story]) -> Iterator[str]:
    """Everything that is not as it should be, a sentence each."""
    if not known["agrees"]:
        yield f"The reconciliation does not agree: {known['report']}"
    if known["entered_again"]:
        yield f"A second reconciliation entered something: {known['entered_again']}"
    if known["untold"]:
        yield f"{known['untold']} messages were never worked on."
    yield from _gifts(known, world, stories)
    yield from _books(known, world)
    yield from _receipts(known)
    yield from _letters(known, mails)
    yield from _plans(known, world)


def _gifts(known: Known, world: fake.World, stories: list[Story]) -> Iterator[str]:
    keys = Counter(each["key"] for each in known["charges"] if not each["key"].startswith("stripe-"))
    if keys != Counter(story.key for story in stories):
        yield "Not every form that was sent is one gift."
    there = Counter(
        (each["currency"].upper(), each["amount"], each["amount_refunded"]) for each in world.of_kind("charge")
    )
    here = Counter((each["currency"], each["minor"], each["returned"]) for each in known["charges"] if each["received"])
    for lost in (there - here).elements():
        yield f"Lost, or not returned: {lost}"
    for double in (here - there).elements():
        yield f"Doubled, or returned otherwise: {double}"
    received = {each["reference"]: each for each in known["charges"] if each["received"]}
    for session in world.of_kind("checkout.session"):
        if session["payment_status"] == "paid" and session["id"] not in received:
            yield f"Paid at the provider and not here: {session['id']}"
    yield from _given_back(world, stories)


def _given_back(world: fake.World, stories: list[Story]) -> Iterator[str]:
    """Money that the newsroom gave back went once for each time that it said so."""
    went = Counter(each["metadata"].get("freesheet_gift") or "" for each in world.of_kind("refund") if each["metadata"])
    if sum(went.values()) > sum(story.given_back for story in stories):
        yield f"Money was given back {sum(went.values())} times, and the newsroom said so less often."


def _books(known: Known, world: fake.World) -> Iterator[str]:
    balance, charges = world.balance(), world.of_kind("charge")
    disputes = world.of_kind("dispute")
    for currency, books in known["books"].items():
        of = [each for each in charges if each["currency"] == currency.lower()]
        kept = Counter({"lost": 0, "needs_response": 0})
        for each in disputes:
            if each["currency"] == currency.lower():
                kept[each["status"]] += each["amount"]
        gifts = sum(each["amount"] - each["amount_refunded"] for each in of) - kept["lost"]
        for account, should in (
            ("with:stripe", balance[currency]), ("gifts", -gifts), ("held in dispute", kept["needs_response"]),
        ):  # fmt: skip
            if books.get(account, 0) != should:
                yield f"{currency}: {account} is {books.get(account, 0)} in our books, and should be {should}."
        if sum(books.values()):
            yield f"{currency}: the books do not balance."


def _receipts(known: Known) -> Iterator[str]:
    received = sum(each["received"] for each in known["charges"])
    if known["receipts"] != list(range(1, received + 1)):
        yield f"{received} gifts were received, and the receipts' numbers are {known['receipts']}."


def _letters(known: Known, mails: MailServer) -> Iterator[str]:
    came = mails.ids()
    for name, times in came.items():
        if times > 1:
            yield f"The letter {name} came {times} times."
    ours = {each["id"]: each for each in known["letters"]}
    if missing := set(came) - set(ours):
        yield f"Letters came that we do not know: {missing}"
    for name, letter in ours.items():
        if letter["state"] == "sent" and not came[name]:
            yield f"The letter {name} counts as sent, and did not come."
        elif letter["state"] not in ("sent", "unsure"):
            yield f"The letter {name} is {letter['state']} at the end: {letter['problem']}"
    for mail in mails.mails:
        if str(mail["To"]) != ours.get(str(mail["Message-ID"]), {}).get("to"):
            yield f"The letter {mail['Message-ID']} went to somebody else."
    kinds = Counter(each["to"] for each in known["letters"] if each["kind"] == "receipt")
    if kinds != Counter(known["receipted"]):
        yield "Not every gift that was received has one letter with its receipt."
    with_receipt = Counter(str(mail["To"]) for mail in mails.mails if any(mail.iter_attachments()))
    for address, times in with_receipt.items():
        if times > known["receipted"].get(address, 0):
            yield f"{times} receipts went to {address}."


def _plans(known: Known, world: fake.World) -> Iterator[str]:
    for reference, state in known["plans"]:
        ended = world.get(reference)["status"] == "canceled"
        if (state in ("cancelled", "lapsed")) != ended:
            yield f"The lasting gift {reference} is {state} here, and {'' if ended else 'not '}ended at the provider."
