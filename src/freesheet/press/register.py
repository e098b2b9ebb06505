"""The register of what is printed: each sheet with the keys it holds, in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from freesheet.press.models import Change, HeldKey, Key, PrintedSheet

BATCH = 500
LONGEST_CAUSES = 2000


class Holder(NamedTuple):
    """A page that holds a key, how much it is read, and its HTTP status."""

    key: str
    address: str
    asked: int
    status: int


@dataclass(slots=True)
class Entry:
    """What the register has of an address. ``pk`` is None where it has nothing."""

    pk: int | None = None
    digest: str = ""
    status: int = 0
    generation: str = ""
    problem: str = ""
    held: set[int] = field(default_factory=set)


def holders(keys: Iterable[str]) -> Iterator[Holder]:
    """The pages that hold any of ``keys``; a page for each key it holds."""
    wanted = list(keys)
    for start in range(0, len(wanted), BATCH):
        held = HeldKey.objects.filter(key__name__in=wanted[start : start + BATCH])
        rows = held.values_list("key__name", "sheet__address", "sheet__asked", "sheet__status")
        for row in rows.iterator(chunk_size=5000):
            yield Holder(*row)


def newer(known: Set[int], keys: Collection[str], address: str, leaving_only: bool = False) -> bool:
    """Whether the outbox has a row, not in ``known``, that concerns a page: by a key it holds, or by its address."""
    if rows_of_outbox() <= known:
        return False
    names = list(keys)
    rows = Change.objects.filter(leaves=True) if leaving_only else Change.objects.all()
    concerning = set(rows.filter(address=address).values_list("pk", flat=True))
    for start in range(0, len(names), BATCH):
        concerning.update(rows.filter(key__in=names[start : start + BATCH]).values_list("pk", flat=True))
    return not concerning.issubset(known)


def rows_of_outbox() -> set[int]:
    """The numbers of all rows of the outbox. Asked for each page with the store's lock held, so without ceremony."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM press_change")
        return {row[0] for row in cursor.fetchall()}


class Register:
    """The register as one printer uses it. It remembers the numbers of keys, so a new database wants a new one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def entries(self, addresses: Collection[str]) -> dict[str, Entry]:
        """What is known of each address."""
        found = {address: Entry() for address in addresses}
        by_pk: dict[int, Entry] = {}
        rows = PrintedSheet.objects.filter(address__in=addresses)
        for row in rows.only("address", "digest", "status", "generation", "problem"):
            entry = Entry(row.pk, row.digest, row.status, row.generation, row.problem)
            found[row.address] = by_pk[row.pk] = entry
        held = HeldKey.objects.filter(sheet_id__in=list(by_pk)).values_list("sheet_id", "key_id")
        for pk, key in held:
            by_pk[pk].held.add(key)
        return found

    def numbers(self, names: Collection[str]) -> set[int]:
        """The numbers of keys; those that have none yet are given one."""
        unknown = [name for name in names if name not in self._numbers]
        if unknown:
            self._learn(unknown)
            missing = [Key(name=name) for name in unknown if name not in self._numbers]
            if missing:
                Key.objects.bulk_create(missing, ignore_conflicts=True, batch_size=BATCH)
                self._learn([key.name for key in missing])
        return {self._numbers[name] for name in names}

    def _learn(self, names: list[str]) -> None:
        for start in range(0, len(names), BATCH):
            rows = Key.objects.filter(name__in=names[start : start + BATCH])
            self._numbers.update(rows.values_list("name", "pk"))

    def hold(self, holdings: Mapping[str, tuple[Entry, set[int]]]) -> None:
        """Note, before the pages can be seen, that each address holds these keys besides those it held."""
        fresh = [address for address, (entry, _keys) in holdings.items() if entry.pk is None]
        if not fresh and all(keys <= entry.held for entry, keys in holdings.values()):
            return
        with transaction.atomic():
            if fresh:
                PrintedSheet.objects.bulk_create([PrintedSheet(address=a) for a in fresh], ignore_conflicts=True)
                for pk, address in PrintedSheet.objects.filter(address__in=fresh).values_list("pk", "address"):
                    holdings[address][0].pk = pk
            pairs = [(key, entry.pk) for entry, keys in holdings.values() for key in keys - entry.held]
            if pairs:
                with connection.cursor() as cursor:
                    cursor.executemany(
                        "INSERT INTO press_heldkey (key_id, sheet_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", pairs
                    )

    @staticmethod
    def release(entry: Entry, keys: set[int]) -> None:
        """Let go of keys that a page, now printed, holds no more."""
        gone = entry.held - keys
        if gone:
            HeldKey.objects.filter(sheet_id=entry.pk, key_id__in=gone).delete()
        entry.held = keys

    @staticmethod
    def forget(address: str) -> None:
        """There is no page there any more."""
        PrintedSheet.objects.filter(address=address).delete()


def record(entry: Entry, digest: str, status: int, generation: str, causes: Iterable[str], at: datetime | None) -> None:
    """Note that a sheet was printed; ``at`` is None where readers had the very same already."""
    fields: dict[str, object] = {"generation": generation, "problem": ""}
    if at is not None:
        fields |= {"digest": digest, "status": status, "printed_at": at}
        fields["causes"] = "\n".join(causes)[:LONGEST_CAUSES]
    PrintedSheet.objects.filter(pk=entry.pk or 0).update(**fields)


def record_problem(address: str, problem: str) -> None:
    """Note that a sheet could not be printed."""
    row, _made = PrintedSheet.objects.get_or_create(address=address)
    PrintedSheet.objects.filter(pk=row.pk).update(problem=problem[:2000])


def expect(addresses: Iterable[str]) -> None:
    """Note which addresses there should be."""
    fresh = sorted(set(addresses) - addresses_known())
    for start in range(0, len(fresh), BATCH):
        rows = [PrintedSheet(address=address) for address in fresh[start : start + BATCH]]
        PrintedSheet.objects.bulk_create(rows, ignore_conflicts=True)


def expire() -> None:
    """Let every sheet be of no generation."""
    PrintedSheet.objects.update(generation="")


def outstanding(generation: str) -> int:
    """How many sheets are not of ``generation``."""
    return PrintedSheet.objects.exclude(generation=generation).count()


def addresses_known() -> set[str]:
    """Every address in the register."""
    return set(PrintedSheet.objects.values_list("address", flat=True))


def printed() -> set[str]:
    """Every address where something is printed."""
    return set(PrintedSheet.objects.exclude(digest="").values_list("address", flat=True))


def not_of(generation: str) -> Iterator[str]:
    """Addresses of sheets that are not of ``generation``, the most read first, and of those the ones higher up."""
    rows = PrintedSheet.objects.exclude(generation=generation).values_list("asked", "address")
    for _asked, _depth, address in sorted((-asked, address.rstrip("/").count("/"), address) for asked, address in rows):
        yield address


def known_of(addresses: Collection[str]) -> list[str]:
    """Those of ``addresses`` that are in the register."""
    return list(PrintedSheet.objects.filter(address__in=addresses).values_list("address", flat=True))


def heat(heats: Mapping[str, float]) -> None:
    """Note how much each address is read; what is not named is read by nobody."""
    with transaction.atomic():
        rows = PrintedSheet.objects.exclude(asked=0) | PrintedSheet.objects.filter(address__in=list(heats)[:BATCH])
        for start in range(BATCH, len(heats), BATCH):
            rows |= PrintedSheet.objects.filter(address__in=list(heats)[start : start + BATCH])
        changed = []
        for row in rows.only("address", "asked"):
            asked = min(round(heats.get(row.address, 0.0) * 10), 2**31 - 1)
            if asked != row.asked:
                row.asked = asked
                changed.append(row)
        PrintedSheet.objects.bulk_update(changed, ["asked"], batch_size=BATCH)
