"""Remittances of our own, composed segment by segment, and the shared ones where they are beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.remittance_lines import Claim, Refusal, Remittance
from feeds.remittance import read_remittances

SAMPLES = Path(__file__).parents[2].parent / "shared/data/835"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the project")

VERSION = "005010X221A1"
TRACE = "TRN*1*EFT-77*1512345678"
PARTIES = ("N1*PR*NORTH HEALTH*XV*77777", "N1*PE*PORTSIDE CLINIC*XX*1234567893")


def bpr(amount: str, method: str = "ACH", on: str = "20260302", credit: str = "C") -> str:
    return f"BPR*I*{amount}*{credit}*{method}*CCP*01*044000037*DA*111*1512345678**01*044000037*DA*222*{on}"


def clp(number: str, charged: str, paid: str, *, status: str = "1", responsibility: str = "", payer: str = "P1") -> str:
    return f"CLP*{number}*{status}*{charged}*{paid}*{responsibility}*12*{payer}*11*1"


def patient(family: str = "DIAZ", given: str = "ROSA", number: str = "M-1") -> str:
    return f"NM1*QC*1*{family}*{given}****MI*{number}"


def svc(charged: str, paid: str, *, code: str = "HC:99213", units: str = "1") -> str:
    return f"SVC*{code}*{charged}*{paid}**{units}"


VISIT = (
    clp("A-1", "150", "80.5", responsibility="19.5"),
    patient(),
    "NM1*74*1*DIAZ*ROSA MARIA",
    "MOA***MA01*MA18",
    "DTM*232*20260201",
    "AMT*AU*100",
    svc("100", "60", code="HC:99213:25:GT"),
    "DTM*472*20260203",
    "CAS*CO*45*30.5",
    "CAS*PR*3*9.5",
    "REF*6R*LINE-1",
    "LQ*HE*N14",
    svc("50", "20.5", code="HC:85025", units="2"),
    "DTM*472*20260204",
    "CAS*CO*45*19.5*2",
    "CAS*PR*1*6**2*4",
)
DENIED = (clp("A-2", "200", "0", status="4", payer="P2"), patient("LEE", "JUN", "M-2"), "CAS*CO*29*200")


def header(amount: str, method: str = "ACH") -> tuple[str, ...]:
    """Everything before the first claim."""
    return (bpr(amount, method), TRACE, *PARTIES, "LX*1")


WHOLE = (*header("80.5"), *VISIT, *DENIED)


def transaction(*body: str, control: str = "0001", counted: int | None = None, kind: str = "835") -> list[str]:
    """The segments with ST and SE around them; `counted` is for a false count."""
    return [f"ST*{kind}*{control}", *body, f"SE*{len(body) + 2 if counted is None else counted}*{control}"]


def interchange(
    *transactions: list[str], marks: str = "*:~", line: str = "\n", version: str = VERSION, usage: str = "P"
) -> bytes:
    """An interchange of one group. `marks` separate elements and components and end segments; `line` follows."""
    isa = "ISA*00*          *00*          *ZZ*NORTH          *ZZ*PORTSIDE       *260302*0930*^*00501*000000001*0"
    segments = [
        f"{isa}*{usage}*:",
        f"GS*HP*NORTH*PORTSIDE*20260302*0930*1*X*{version}",
        *(segment for each in transactions for segment in each),
        f"GE*{len(transactions)}*1",
        "IEA*1*000000001",
    ]
    text = "".join(f"{segment}~{line}" for segment in segments)
    return text.translate(str.maketrans("*:~", marks)).encode()


def remittance(*body: str) -> Remittance:
    """The one remittance that these segments are."""
    found = read_remittances(interchange(transaction(*body)))
    assert not found.refusals, found.refusals
    (single,) = found.remittances
    return single


def claim(*segments: str) -> Claim:
    """The one claim that these segments are; its payment isn't compared."""
    (single,) = remittance(*header("0"), *segments).claims
    return single


def refused(*body: str) -> Refusal:
    """Why these segments aren't read."""
    found = read_remittances(interchange(transaction(*body)))
    assert not found.remittances
    (single,) = found.refusals
    return single


def own_files() -> list[bytes]:
    """Files of our own with most of what is found in real ones."""
    plb = (*header("60.5"), *VISIT, "PLB*1234567893*20261231*WO:A-9*25*L6*-5")
    nothing = (*header("0", "NON"), *DENIED)
    reversal = (
        *header("-10.5"),
        clp("A-1", "-150", "-80.5", status="22"),
        "CAS*CO*45*-69.5",
        clp("A-1", "150", "70"),
        "CAS*CO*45*80",
    )
    two = interchange(transaction(*WHOLE), transaction(*plb, control="0002"))
    return [
        interchange(transaction(*WHOLE)),
        two,
        two + interchange(transaction(*nothing), marks="|>'", line="", version="004010X091A1"),
        interchange(transaction(*reversal), marks="*:\n", line=""),
    ]


def shared_files() -> list[bytes]:
    """The shared samples; none where they aren't beside the project."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.835"))]
