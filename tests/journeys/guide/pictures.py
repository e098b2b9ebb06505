"""The pictures of the editors' guide: which screen, who is there, what is done before, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from tests.journeys.guide.stage import MORNING

HEAD, REPORTER, CHECKER = "wen-shu-fen", "haruto-minase", "nor-aisyah-karim"
ADMINISTRATOR, NOBODY = "editor", ""


def nothing(page: Page) -> None:
    """The screen as it opens."""


def the_window(page: Page) -> None:
    """No part of it."""


@dataclass(frozen=True)
class Shot:
    """A picture of the guide."""

    name: str
    alt: str
    """What the page says for who cannot see it; it stands there word for word."""
    screen: str
    """A path below ``/newsroom/``; ``{…}`` is the id of what has this name at the demonstration newspaper."""
    do: Callable[[Page], None] = nothing
    part: Callable[[Page], Locator | None] = the_window
    who: str = HEAD
    width: int = 1280
    height: int = 800


def button(name: str) -> Callable[[Page], None]:
    """Press a button before."""

    def press(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()

    return press


def only(selector: str) -> Callable[[Page], Locator]:
    """A part of the screen."""
    return lambda page: page.locator(selector).first


def block(kind: str) -> Callable[[Page], Locator]:
    """The first block of a kind in the body of an article."""
    return lambda page: page.locator(f"[data-streamfield-child]:has(> input[name$='-type'][value='{kind}'])").first


def to_the_top(part: Locator) -> None:
    """Scroll until a part is the first thing below the bar, and stays there: what is above it may still grow."""
    part.evaluate(
        """(part) => new Promise((done) => {
            part.style.scrollMarginTop = "80px";
            let still = 0, before = 0;
            const step = () => {
                part.scrollIntoView();
                const now = [part.getBoundingClientRect().top, part.offsetHeight, document.body.scrollHeight].join();
                still = now === before ? still + 1 : 0;
                before = now;
                still < 30 ? requestAnimationFrame(step) : done();
            };
            step();
        })"""
    )


def at_block(kind: str) -> Callable[[Page], None]:
    """Scroll until a block is the first thing below the bar at the top."""

    def scroll(page: Page) -> None:
        to_the_top(block(kind)(page))

    return scroll


def panel(heading: str) -> Callable[[Page], Locator]:
    """A part of an article's form, by its heading."""
    return lambda page: page.locator(f"section.w-panel:has(> .w-panel__header :text-is('{heading}'))").first


def opened(heading: str) -> Callable[[Page], None]:
    """A part of an article's form that is folded at first."""

    def unfold(page: Page) -> None:
        toggle = panel(heading)(page).locator("> .w-panel__header .w-panel__toggle")
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()

    return unfold


def at_the_speakers(page: Page) -> None:
    opened("Interview")(page)
    to_the_top(panel("Interview")(page))


def the_filters(page: Page) -> None:
    page.get_by_role("button", name="Show filters").click()
    page.get_by_role("button", name="Licence").first.wait_for()


def a_card_opened(page: Page) -> None:
    column_of_the_desk(page).get_by_role("listitem").first.locator("summary").click()


def column_of_the_desk(page: Page) -> Locator:
    return page.get_by_role("region", name="Edit")


def when_all_is_printed(page: Page) -> None:
    """The desk asks again until it is so."""
    page.get_by_text("Everything is on the site.").wait_for()


def a_pitch(page: Page) -> None:
    page.get_by_label("Working title").fill("The last ice factory of the harbour")
    page.get_by_label("Idea").fill("It has made ice for the fishing fleet since 1936. The fleet is eleven boats now.")
    page.get_by_label("Section").select_option(label="Asia (English)")


def the_kinds_of_blocks(page: Page) -> None:
    body = page.locator("[data-contentpath=body]")
    to_the_top(body)
    body.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").wait_for()


def comments(page: Page) -> None:
    page.get_by_role("button", name="Toggle comments").first.click()
    page.locator(".comment").first.wait_for()
    to_the_top(page.locator("[data-contentpath=body]"))


def a_schedule(page: Page) -> None:
    page.get_by_role("button", name="Toggle status").first.click()
    page.get_by_role("button", name="Set schedule").click()
    dialog = the_schedule(page)
    dialog.get_by_label("Go live date/time").fill(f"{MORNING:%Y-%m-%d} 18:30")
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)
    dialog.get_by_role("heading", level=2).click()
    expect(calendar).to_have_count(0)


def the_schedule(page: Page) -> Locator:
    return page.get_by_role("dialog").filter(has_text="Set publishing schedule").locator(".w-dialog__box")


def preview(page: Page) -> None:
    page.get_by_role("button", name="Toggle preview").click()
    shown_in_the_preview(page)


def shown_in_the_preview(page: Page) -> None:
    shown = page.locator("iframe[title='Preview']").last.content_frame
    shown.locator("h1, h2").first.wait_for()
    page.locator("[data-w-preview-target=spinner]").first.wait_for(state="hidden")


def a_correction(page: Page) -> None:
    page.get_by_label("What was wrong").fill("The terms of the mayors were said to end in November.")
    page.get_by_label("What is right").fill("They end in December.")
    page.get_by_role("radio").nth(1).check()


def a_reason(page: Page) -> None:
    page.get_by_label("Why it changes").select_option("update")
    page.get_by_label("In words").fill("The harbour office has answered.")


CABLES = "pages/{Who pays for the cables under the sea}/edit/"
BORDER = "pages/{The border that moved overnight}/edit/"
QUIET = "pages/{The quiet power of the countries in between}/edit/"

SHOTS = (
    Shot(
        "login",
        "The door on a telephone: the paper’s name, a user name, a password, and a button for a passkey.",
        "login/",
        who=NOBODY,
        width=390,
        height=600,
    ),
    Shot(
        "second-factor",
        "The second factor: an authenticator app, security keys and recovery codes, none of them set up yet.",
        "second-factor/",
        part=only("main"),
    ),
    Shot(
        "desk",
        "The desk of a desk head: five things that need her, each with a button, what is due today, what is on "
        "the site, and the board in small.",
        "",
        when_all_is_printed,
        height=900,
    ),
    Shot(
        "desk-on-a-telephone",
        "A reporter’s desk on a telephone: a comment to answer, translations to compare, and what he waits for.",
        "",
        who=REPORTER,
        width=390,
        height=844,
    ),
    Shot(
        "board",
        "The board: six columns from Pitch to Published lately, with a card for each piece; one is late, in red.",
        "plan/",
        height=720,
    ),
    Shot(
        "card",
        "A card of the board with Move opened: the desk head may send the piece back and say what is to be changed.",
        "plan/",
        a_card_opened,
        column_of_the_desk,
    ),
    Shot(
        "pitch",
        "The form of a pitch with working title, idea, section, format and dates; a reporter proposes a story about "
        "the last ice factory of the harbour.",
        "plan/pieces/add/",
        a_pitch,
        who=REPORTER,
        height=860,
    ),
    Shot(
        "calendar",
        "The calendar of one week: what is due, what is meant for a day, and an interview that is scheduled.",
        "plan/calendar/?view=week",
        height=600,
    ),
    Shot(
        "article",
        "The editor of an article: kicker, format and opinion, the headline, the standfirst, bylines, and a bar at the "
        "foot with Save draft.",
        "pages/{night-market-economics}/edit/",
        height=900,
    ),
    Shot(
        "blocks",
        "The list of blocks that may stand in the body, opened between two of them, with a field to search in it.",
        "pages/{container-box}/edit/",
        the_kinds_of_blocks,
        height=860,
    ),
    Shot(
        "picture",
        "A picture in the library: title, file, description, tags and caption at the left, the picture at the right, "
        "on which the focal area is drawn.",
        "images/{picture}/",
        height=900,
    ),
    Shot(
        "pictures",
        "The library of pictures, shown only those that are free to use, with the filters opened.",
        "images/?licence=free",
        the_filters,
        height=720,
    ),
    Shot(
        "recording",
        "The form of a film: title, file, language, credit and licence, and the poster that readers see first.",
        "snippets/media/recording/edit/{film}/",
        height=900,
    ),
    Shot(
        "chart",
        "The block of a chart: its kind, its title as a sentence, the unit, the table, a button to choose a CSV file.",
        "pages/{map-projections}/edit/",
        at_block("chart"),
        height=900,
    ),
    Shot(
        "speakers",
        "The part Interview of an article’s form: a speaker with name, short name, part in the talk and page.",
        "pages/{salt-farmers}/edit/",
        at_the_speakers,
        height=860,
    ),
    Shot(
        "turns",
        "Turns in the body of an interview: a list to choose who speaks, and under it what is said.",
        "pages/{translator-interview}/edit/",
        at_block("turn"),
    ),
    Shot(
        "live",
        "Live entries in the body of an article, each with its time, a heading and the news.",
        "pages/{spring-tide}/edit/",
        at_block("live"),
        height=860,
    ),
    Shot(
        "preview",
        "An article in its editor, and at the right its preview, as wide as a telephone.",
        "pages/{whale-fall}/edit/",
        preview,
        height=860,
    ),
    Shot(
        "comment",
        "A fact checker’s comment, in the column at the right, beside the paragraph that it is about.",
        CABLES,
        comments,
        who=CHECKER,
    ),
    Shot(
        "checks",
        "A draft with its checks at the right: a note to self blocks; a day that does not exist, a quotation without a "
        "source and the missing standfirst warn.",
        BORDER,
        button("Toggle checks"),
        height=720,
    ),
    Shot(
        "schedule",
        "The window in which a time to go live and a time to expire are set, with a note whose time it is.",
        QUIET,
        a_schedule,
        the_schedule,
    ),
    Shot(
        "pin",
        "Pinning an article: until when, and whether on the front page too.",
        "pins/{election-count}/",
        height=560,
    ),
    Shot(
        "front",
        "The front page being arranged: slots with a story and a size at the left, the page as readers get it at the "
        "right.",
        "front/edit/{front}/",
        shown_in_the_preview,
        height=900,
    ),
    Shot(
        "correction",
        "Correcting an article: how grave it is, what was wrong, and what is right.",
        "corrections/add/{election-count}/",
        a_correction,
    ),
    Shot(
        "reason",
        "Two fields at the end of an article’s form: why it changes, here that the story goes on, and in words.",
        "pages/{strait-of-malacca}/edit/",
        a_reason,
        panel("If it says something else from now on"),
        height=1000,
    ),
    Shot(
        "behind",
        "What happened in another language: the correction of the English article, and two buttons, to edit the "
        "translation or to say that it is in order.",
        "corrections/behind/{behind}/",
        height=380,
    ),
    Shot(
        "together",
        "Two versions of a standfirst side by side, mine and a colleague’s, and a choice between them.",
        "together/{aside}/",
        height=560,
    ),
    Shot(
        "people",
        "People: everybody with their roles, whether they have a second factor, and when they last logged in.",
        "people/",
        who=ADMINISTRATOR,
    ),
    Shot(
        "gifts",
        "The list of gifts: three are held; the sums of this month in each currency; what lasting gifts bring; and "
        "below them the newest gifts, with state, receipt and who gave.",
        "gifts/",
        who=ADMINISTRATOR,
        height=1000,
    ),
    Shot(
        "gift",
        "One gift, a month of a lasting one whose card was refused: when it is tried again, buttons to pause or stop "
        "it, the other months, and below all that happened.",
        "gifts/{gift}/",
        who=ADMINISTRATOR,
        height=860,
    ),
    Shot(
        "held-gifts",
        "Three gifts that are held, each with the reason and two buttons, Let through and Turn away; two of them "
        "were sent a letter.",
        "gifts/held/",
        who=ADMINISTRATOR,
        height=560,
    ),
    Shot(
        "bank",
        "Three transfers that wait for somebody to say what they are. For one of them a gift is suggested: the same "
        "amount and a similar name.",
        "bank/",
        who=ADMINISTRATOR,
        height=640,
    ),
    Shot(
        "asking",
        "How readers are asked: how often, two texts that were compared with what came of each, the goal, and the "
        "amounts in each currency.",
        "asking/",
        who=ADMINISTRATOR,
        height=960,
    ),
    Shot(
        "quarter",
        "A quarter that is published: what came, went back, was kept as fees and was spent in each currency, and the "
        "form in which spending is entered.",
        "quarters/2026-q3/",
        who=ADMINISTRATOR,
        height=900,
    ),
    Shot(
        "figures",
        "Figures about gifts: a line of what came month by month in one currency, and links to the other currencies.",
        "gifts/figures/",
        who=ADMINISTRATOR,
        height=720,
    ),
)
