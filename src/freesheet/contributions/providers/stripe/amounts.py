"""How Stripe counts money, which is not everywhere as ISO 4217 does, and how little and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.lib.money import Money, MoneyProblem, decimals


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


ZERO_DECIMALS = _codes("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF")
"""Amounts are whole units. ISO 4217 gives MGA two decimals."""

THREE_DECIMALS = _codes("BHD JOD KWD OMR TND")
"""Amounts are thousandths, and their last digit must be 0."""

WHOLE = frozenset({"ISK", "UGX"})
"""Without decimals in ISO 4217; Stripe wants amounts in hundredths, and whole units of them."""

WHOLE_IN_PAYOUTS = frozenset({"HUF", "TWD"})
"""May be charged in hundredths. What is paid out to the bank is whole units; the rest waits in the balance."""

TWO_DECIMALS = _codes(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE
    CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK
    LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
    RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STN SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD XCG YER
    ZAR ZMW
    """
)

LEAST = {
    "AED": 200, "AUD": 50, "BGN": 100, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30,
    "HKD": 400, "HUF": 17_500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50, "PLN": 200,
    "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000, "USD": 50,
}  # fmt: skip
"""In Stripe's own amounts, where the gift's currency is also the one in which the paper is paid."""

DIGITS = {"IDR": 12, "LBP": 11, "COP": 10, "HUF": 10, "JPY": 10, "INR": 9}
"""How many digits an amount may have; eight in all other currencies."""


@dataclass(frozen=True)
class Rule:
    """How Stripe takes a currency: how its amounts relate to ISO 4217's minor units, and which it takes.

    All of it is from https://docs.stripe.com/currencies, as it was in 2025 ("Presentment currencies", "Zero-decimal",
    "Three-decimal", "Special cases", "Minimum and maximum charge amounts"). What is said there of a smallest amount is
    meant in the currency in which the paper is paid; Stripe converts, we cannot, and it refuses what is less. Which
    currencies an account may really take depends on its country.
    """

    decimals: int
    """Of Stripe's amounts."""
    step: int
    """Stripe's amounts are multiples of it."""
    least: int
    most: int


def rule(currency: str) -> Rule | None:
    """How Stripe takes a currency; None where it does not."""
    if currency in ZERO_DECIMALS:
        places, step = 0, 1
    elif currency in THREE_DECIMALS:
        places, step = 3, 10
    elif currency in WHOLE:
        places, step = 2, 100
    elif currency in TWO_DECIMALS:
        places, step = 2, 1
    else:
        return None
    most = 10 ** DIGITS.get(currency, 8) - 1
    return Rule(places, step, LEAST.get(currency, step), most)


def currencies() -> tuple[str, ...]:
    """Every currency that Stripe takes, by its code."""
    return tuple(sorted(ZERO_DECIMALS | THREE_DECIMALS | WHOLE | TWO_DECIMALS))


def takes(money: Money) -> bool:
    """Whether Stripe takes exactly so much."""
    known = rule(money.currency)
    if known is None:
        return False
    try:
        amount = to_stripe(money)
    except MoneyProblem:
        return False
    return known.least <= amount <= known.most


def to_stripe(money: Money) -> int:
    """As Stripe counts it.

    Raises:
        MoneyProblem: Stripe does not take the currency, or has no coin that small. Nothing is rounded.

    >>> to_stripe(Money(500, "UGX")), to_stripe(Money(500, "MGA")), to_stripe(Money(500, "JPY"))
    (50000, 5, 500)
    """
    known = _known(money.currency)
    amount, rest = _shifted(money.minor, known.decimals - decimals(money.currency))
    if rest or amount % known.step:
        raise MoneyProblem(f"Stripe has no coin of {money.currency} that small.")
    return amount


def from_stripe(amount: int, currency: str) -> Money:
    """What Stripe counts so. Its codes are in small letters.

    Raises:
        MoneyProblem: Stripe is not known to take the currency, or ISO 4217 has no coin that small.

    >>> from_stripe(50000, "ugx")
    Money(minor=500, currency='UGX')
    """
    code = currency.upper()
    minor, rest = _shifted(amount, decimals(code) - _known(code).decimals)
    if rest:
        raise MoneyProblem(f"There is no coin of {code} that small.")
    return Money(minor, code)


def _shifted(amount: int, places: int) -> tuple[int, int]:
    """The amount with so many more decimal places, and what is lost by that."""
    return (amount * int(10**places), 0) if places >= 0 else divmod(amount, int(10**-places))


def _known(currency: str) -> Rule:
    known = rule(currency)
    if known is None:
        raise MoneyProblem(f"Stripe does not take {currency[:12]}.")
    return known
