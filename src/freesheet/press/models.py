"""What the press remembers: changes yet to be printed, sheets printed, and the keys each holds."""

from django.db import models


class Change(models.Model):
    """A row of the outbox: a key that changed, or an address to be printed whatever it holds.

    Written in the transaction of the change itself, deleted when every page concerned is printed. ``leaves`` marks an
    address that readers must lose before anything else is printed.
    """

    key = models.CharField(max_length=255, blank=True, db_index=True)
    address = models.CharField(max_length=2000, blank=True)
    leaves = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key="") ^ models.Q(address=""), name="press_change_key_or_address"
            )
        ]

    def __str__(self) -> str:
        return self.key or self.address


class PrintedSheet(models.Model):
    """An address that readers may ask for, and what the press did about it."""

    address = models.CharField(max_length=2000, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of status, headers and body, as hexadecimal digits; empty where it was never printed."""
    status = models.PositiveSmallIntegerField(default=200)
    printed_at = models.DateTimeField(null=True)
    """Since when readers have it as it is now."""
    generation = models.CharField(max_length=16, blank=True)
    """Of which program, theme and settings it was made last: ``press.generations``."""
    causes = models.TextField(blank=True)
    """Why it was printed last: keys and addresses of the outbox, a line each."""
    asked = models.PositiveIntegerField(default=0)
    """How much it is read, in no unit: what is read most is printed first."""
    checked_at = models.DateTimeField(null=True)
    """When it was last compared with a fresh rendering."""
    problem = models.TextField(blank=True)
    """Why it could not be printed, the last time it was tried; readers then have what they had before."""

    class Meta:
        # For the newsroom's first screen, which asks for the newest, the old and the ones in trouble of 100,000.
        indexes = [
            models.Index(fields=["printed_at"], name="press_sheet_printed"),
            models.Index(fields=["generation"], name="press_sheet_generation"),
            models.Index(fields=["address"], name="press_sheet_problem", condition=~models.Q(problem="")),
        ]

    def __str__(self) -> str:
        return self.address


class Key(models.Model):
    """What a page may depend on, by the name that its domain gives it."""

    name = models.CharField(max_length=255, unique=True)

    def __str__(self) -> str:
        return self.name


class HeldKey(models.Model):
    """That a printed sheet shows, or asked for, what a key stands for."""

    # Two numbers a row, for there are dozens for each page: by key for the press, by sheet for the next print.
    pk = models.CompositePrimaryKey("key_id", "sheet_id")
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="held", db_index=False)
    sheet = models.ForeignKey(PrintedSheet, on_delete=models.CASCADE, related_name="held")

    def __str__(self) -> str:
        return f"{self.sheet_id} holds {self.key_id}"


class Purge(models.Model):
    """That a CDN is yet to be told of an address whose stored bytes changed. An empty address stands for every page.

    Written when the store has changed, deleted when ``target`` has confirmed.
    """

    target = models.CharField(max_length=200)
    address = models.CharField(max_length=2000, blank=True)
    gone = models.BooleanField(default=False)
    at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["target", "not_before"], name="press_purge_due"),
            models.Index(fields=["target", "address"], name="press_purge_address"),
        ]

    def __str__(self) -> str:
        return self.address or "everything"
