"""A year of money for the benchmark of matching it: both lists of each stage, and who truly belongs to whom.

Amounts are copays of 20, 25, 30, 40, 50 and 75, so that every day has many of each. Three in a hundred are damaged as
real files are. The same for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from rules.payment_claims import BilledLine, RemittedClaim, RemittedLine
from rules.payment_shapes import Key, Reference, Side

COPAYS = tuple(Decimal(text) for text in ("20.00", "25.00", "30.00", "40.00", "50.00", "75.00"))
DAMAGES = ("missing reference", "wrong day", "fee", "split", "duplicate", "refund")
DAMAGED = 0.03
FILLERS = ("", "0", "999", "NONREF", "N/A")
FIRST, DAYS = date(2026, 1, 2), 360
PROCESSORS = ("Stripe", "PayPal", "SumUp", "Square")
PAYERS = ("Hartford Mutual", "Blue Shore Health", "Medicare Part B", "Lakeland Choice", "Union Benefit Fund")
FAMILIES = ("Ruiz", "Berg", "Okafor", "Nguyen", "Diaz", "Novak", "Hale", "Costa", "Ivers", "Marsh", "Pope", "Quinn")
GIVEN = ("Ana", "Otto", "Ngozi", "Linh", "Rosa", "Petra", "Sam", "Luis", "Eva", "June", "Ida", "Max")
CODES = {"99213": "120.00", "99214": "165.00", "85025": "31.50", "97110": "60.00", "36415": "9.00", "90471": "28.00"}


@dataclass(frozen=True, slots=True)
class Case:
    """What truly is one, how it was damaged ('' for not at all), and whether both sides carry a number of it."""

    lefts: tuple[Key, ...]
    rights: tuple[Key, ...]
    damage: str
    referenced: bool


@dataclass(slots=True)
class Stage:
    """Both lists of one stage in no order, and the truth."""

    name: str
    lefts: list[Side] = field(default_factory=list)
    rights: list[Side] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def add(self, lefts: list[Side], rights: list[Side], damage: str, *, referenced: bool = True) -> None:
        """Two groups that are one."""
        self.lefts += lefts
        self.rights += rights
        keys = tuple(sorted(side.key for side in lefts)), tuple(sorted(side.key for side in rights))
        self.cases.append(Case(*keys, damage, referenced))


@dataclass(slots=True)
class Claims:
    """Remitted claims and our charges. `truth` is by claim and position; `referenced` says what carries our number."""

    claims: list[RemittedClaim] = field(default_factory=list)
    billed: list[BilledLine] = field(default_factory=list)
    truth: dict[tuple[int, int], int] = field(default_factory=dict)
    damages: dict[tuple[int, int], str] = field(default_factory=dict)
    referenced: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Year:
    """Every stage."""

    stages: tuple[Stage, ...]
    claims: Claims


class _Making:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._id = 0

    def id(self) -> int:
        self._id += 1
        return self._id

    def damage(self) -> str:
        return self.chance.choice(DAMAGES) if self.chance.random() < DAMAGED else ""

    def day(self) -> date:
        return FIRST + timedelta(self.chance.randrange(DAYS))

    def other_day(self, day: date) -> date:
        return day + timedelta(self.chance.choice((-1, 1)) * self.chance.randint(1, 25))

    def number(self, start: str) -> str:
        return f"{start}{self.chance.getrandbits(60):x}"

    def name(self) -> str:
        return f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILIES)}"

    def cents(self, least: int, most: int) -> Decimal:
        return Decimal(self.chance.randint(least, most)) / 100

    def filler(self) -> str:
        return self.chance.choice(FILLERS)


def year(payments: int, lines: int, seed: int) -> Year:
    """So many portal payments and remitted lines with their payouts and deposits, and a tenth as many at the desk."""
    making = _Making(seed)
    portal, payouts = _portal(making, payments)
    claims = _claims(making, lines)
    remittances = max(10, lines // 50)
    stages = (portal, payouts, _slips(making, payments // 200), _remittances(making, remittances))
    for stage in stages:
        making.chance.shuffle(stage.lefts)
        making.chance.shuffle(stage.rights)
    return Year(stages, claims)


def _portal(making: _Making, count: int) -> tuple[Stage, Stage]:
    """Payments in the portal and the processors' lines of them; and the payouts that those lines add up to."""
    stage = Stage("processor lines to portal payments")
    nets: dict[tuple[str, date], Decimal] = {}
    for _ in range(count):
        processor, day, amount = making.chance.choice(PROCESSORS), making.day(), making.chance.choice(COPAYS)
        charge, intent = making.number("ch_"), making.number("pi_")
        fee = (amount * Decimal("0.029") + Decimal("0.30")).quantize(Decimal("0.01"))
        numbers = frozenset({Reference("charge", charge, processor), Reference("intent", intent, processor)})
        kept = frozenset({making.chance.choice(sorted(numbers, key=lambda one: one.kind))})
        name = making.name()
        payment = Side("payment", making.id(), amount, day, kept, name, "portal")
        line = Side("processor_line", making.id(), amount, day, numbers, name, processor, fee=fee, entry="charge")
        nets[processor, day] = nets.get((processor, day), Decimal(0)) + amount - fee
        _damage_payment(making, stage, line, payment, making.damage())
    payouts = Stage("payouts to deposits")
    for (processor, day), net in sorted(nets.items()):
        own = frozenset({Reference("payout", making.number("po_"), processor)})
        payout = Side("payout", making.id(), net, day + timedelta(2), own, processor, processor)
        bare = frozenset(Reference("payout", one.value) for one in own)
        arrives = day + timedelta(making.chance.choice((2, 2, 3, 4)))
        deposit = Side("deposit", making.id(), net, arrives, bare, f"{processor.upper()} TRANSFER", "bank")
        _damage_deposit(making, payouts, payout, deposit, making.damage())
    return stage, payouts


def _damage_payment(making: _Making, stage: Stage, line: Side, payment: Side, damage: str) -> None:
    if damage == "missing reference":
        numbers = frozenset(Reference(one.kind, making.filler()) for one in payment.references)
        stage.add([line], [replace(payment, references=numbers)], damage, referenced=False)
    elif damage == "wrong day":
        stage.add([replace(line, on=making.other_day(line.on))], [payment], damage)
    elif damage == "fee":
        # Half were recorded net of the fee that the line names, half less something that no line names.
        less = line.fee if making.chance.random() < 0.5 else making.cents(40, 300)
        stage.add([line], [replace(payment, amount=payment.amount - less)], damage)
    elif damage == "split":
        part = making.cents(500, 1500)
        second = replace(line, id=making.id(), amount=line.amount - part, fee=Decimal("0.30"))
        stage.add([replace(line, amount=part), second], [payment], damage)
    elif damage == "duplicate":
        stage.add([line], [payment], damage)
        if making.chance.random() < 0.5:
            stage.rights.append(replace(payment, id=making.id()))
        else:
            stage.lefts.append(replace(line, id=making.id()))
    elif damage == "refund":
        stage.add([line], [payment], damage)
        day = line.on + timedelta(making.chance.randint(0, 20))
        back = replace(line, id=making.id(), amount=-line.amount, fee=Decimal("0.00"), on=day, entry="refund")
        if making.chance.random() < 0.5:
            stage.add([back], [replace(payment, id=making.id(), amount=-payment.amount, on=day)], damage)
        else:  # given back at the processor, and nobody told the portal
            stage.lefts.append(back)
    else:
        stage.add([line], [payment], damage)


def _damage_deposit(making: _Making, stage: Stage, left: Side, deposit: Side, damage: str) -> None:
    """As `_damage_payment`, for what arrives at the bank: a split transfer, a row twice, a transfer taken back."""
    if damage == "missing reference":
        numbers = frozenset(Reference(one.kind, making.filler()) for one in deposit.references)
        stage.add([left], [replace(deposit, references=numbers)], damage, referenced=False)
    elif damage == "wrong day":
        stage.add([left], [replace(deposit, on=making.other_day(deposit.on))], damage)
    elif damage == "fee":
        less = making.cents(100, 2500)
        named = left.kind == "payout" and making.chance.random() < 0.5
        shown = replace(left, fee=less) if named else left
        stage.add([shown], [replace(deposit, amount=deposit.amount - less)], damage)
    elif damage == "split":
        part = (deposit.amount / 3).quantize(Decimal("0.01"))
        second = replace(deposit, id=making.id(), amount=deposit.amount - part, on=deposit.on + timedelta(1))
        stage.add([left], [replace(deposit, amount=part), second], damage)
    elif damage == "duplicate":
        stage.add([left], [deposit], damage)
        stage.rights.append(replace(deposit, id=making.id()))
    elif damage == "refund":
        stage.add([left], [deposit], damage)
        back = replace(deposit, id=making.id(), amount=-deposit.amount, on=deposit.on + timedelta(3))
        stage.add([replace(left, id=making.id(), amount=-left.amount, on=back.on)], [back], damage)
    else:
        stage.add([left], [deposit], damage)


def _slips(making: _Making, count: int) -> Stage:
    """Payments at the desk, about twenty to a deposit slip; the slips' numbers start over every few weeks."""
    stage = Stage("payments of a slip to deposits")
    for at in range(max(1, count)):
        day = FIRST + timedelta(at * DAYS // max(1, count))
        slip = frozenset({Reference("slip", f"S-{at % 400:03d}")})
        amounts = [making.chance.choice(COPAYS) for _ in range(making.chance.randint(12, 28))]
        taken = [Side("payment", making.id(), amount, day, slip, making.name(), "front desk") for amount in amounts]
        on = day + timedelta(making.chance.randint(0, 3))
        deposit = Side("deposit", making.id(), sum(amounts, Decimal(0)), on, slip, "DEPOSIT", "bank")
        _damage_slip(making, stage, taken, deposit, making.damage())
    return stage


def _damage_slip(making: _Making, stage: Stage, taken: list[Side], deposit: Side, damage: str) -> None:
    first = taken[0]
    if damage == "missing reference":
        bare = replace(deposit, references=frozenset({Reference("slip", making.filler())}))
        stage.add(taken, [bare], damage, referenced=False)
    elif damage == "wrong day":
        stage.add(taken, [replace(deposit, on=making.other_day(deposit.on))], damage)
    elif damage == "fee":
        stage.add(taken, [replace(deposit, amount=deposit.amount - making.cents(100, 2500))], damage)
    elif damage == "duplicate":
        stage.add(taken, [deposit], damage)
        stage.lefts.append(replace(first, id=making.id()))
    elif damage in {"split", "refund"}:
        # One of the payments was put on no slip, or given back in cash.
        lost = replace(first, references=frozenset()) if damage == "split" else replace(first, amount=-first.amount)
        stage.add([*taken[1:], lost], [deposit], damage)
    else:
        stage.add(taken, [deposit], damage)


def _remittances(making: _Making, count: int) -> Stage:
    """Remittances and the insurers' deposits, by trace; every second bank line names the payer's id too."""
    stage = Stage("remittances to deposits")
    for _ in range(count):
        payer = making.chance.randrange(len(PAYERS))
        trace, day = str(making.chance.randint(10**8, 10**9)), making.day()
        amount = making.cents(8_000, 900_000)
        issuer = f"1{payer + 51}2345678"
        own = frozenset({Reference("trace", trace, issuer)})
        seen = frozenset({Reference("trace", f"00{trace}", issuer if making.chance.random() < 0.5 else "")})
        left = Side("remittance", making.id(), amount, day, own, PAYERS[payer], "835")
        on = day + timedelta(making.chance.randint(0, 3))
        deposit = Side("deposit", making.id(), amount, on, seen, f"{PAYERS[payer].upper()[:12]} HCCLAIMPMT", "bank")
        _damage_deposit(making, stage, left, deposit, making.damage())
    return stage


def _claims(making: _Making, lines: int) -> Claims:
    """Claims of one to four services; every third payer echoes the line control numbers, some by position."""
    found, written = Claims(), 0
    codes = sorted(CODES)
    while written < lines:
        at, number, day = len(found.claims), f"PC{making.id():07d}", making.day()
        echo = making.chance.choice(("own", "position", ""))
        services = []
        for position in range(1, making.chance.randint(1, 4) + 1):
            code = making.chance.choice(codes)
            control = f"L{position}" if echo != "position" else str(position)
            charge = BilledLine(making.id(), at, number, code, Decimal(CODES[code]), (), f"L{position}", day)
            found.billed.append(charge)
            service = RemittedLine(position, code, charge.amount, (), control if echo else "", day)
            services.append(service)
            found.truth[at, position] = charge.id
        damage = making.damage()
        found.claims.append(_damage_claim(making, damage, RemittedClaim(number, tuple(services))))
        written += len(services)
        for service in found.claims[-1].lines:
            found.damages[at, service.position] = damage
            if damage != "missing reference":
                found.referenced.add((at, service.position))
    return found


def _damage_claim(making: _Making, damage: str, claim: RemittedClaim) -> RemittedClaim:
    first, *rest = claim.lines
    damages: dict[str, Callable[[], RemittedClaim]] = {
        "missing reference": lambda: replace(claim, control_number=making.filler()),
        "wrong day": lambda: _first(claim, replace(first, on=making.other_day(first.on or FIRST))),
        "fee": lambda: _first(claim, replace(first, charged=first.charged - making.cents(100, 800))),
        "split": lambda: _first(claim, replace(first, charged=(first.charged / 2).quantize(Decimal("0.01")))),
        "duplicate": lambda: replace(claim, lines=(*claim.lines, replace(first, position=9))),
        "refund": lambda: replace(claim, lines=tuple(replace(one, charged=-one.charged) for one in (first, *rest))),
    }
    return damages[damage]() if damage else claim


def _first(claim: RemittedClaim, line: RemittedLine) -> RemittedClaim:
    return replace(claim, lines=(line, *claim.lines[1:]))
