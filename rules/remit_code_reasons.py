"""The common adjustment reasons (CARC) in our own words, by what a billing clerk does about them.

The codes are those of X12's external code list 139; its text is X12's and isn't used. A code that isn't here is
shown as it was sent.
"""

from __future__ import annotations

from typing import Final

PATIENT_SHARE: Final = {
    "1": "Deductible",
    "2": "Coinsurance",
    "3": "Copay",
    "66": "Deductible for blood",
    "142": "The patient's monthly share under Medicaid",
    "241": "Copay with a low-income subsidy",
    "247": "Deductible for a professional's service in a hospital",
    "248": "Coinsurance for a professional's service in a hospital",
}
"""What the plan leaves to the patient. It is theirs to pay only under group PR."""

CONTRACTUAL: Final = {
    "24": "Part of the capitation",
    "44": "Discount for paying promptly",
    "45": "Above the agreed or allowed fee",
    "59": "Reduced because of several procedures together",
    "70": "Cost outlier",
    "90": "Cost of an ingredient",
    "91": "Dispensing fee",
    "94": "Paid more than was charged",
    "103": "The clinic's own discount",
    "104": "Withheld under the managed care contract",
    "121": "Indemnification",
    "130": "Fee for submitting the claim",
    "131": "Discount negotiated for this claim",
    "132": "Demonstration project",
    "137": "Surcharge, assessment or tax",
    "139": "Funding agreement",
    "144": "Incentive",
    "161": "Performance bonus",
    "172": "Adjusted for the specialty",
    "223": "Required by law",
    "225": "Interest or penalty that the payer pays",
    "232": "Transfer between institutions",
    "237": "Penalty set by law",
    "245": "Withheld under a performance program",
    "246": "Sent for reporting only; nothing is paid for it",
    "253": "Sequestration (federal cut)",
    "A2": "Agreed reduction",
}
"""What the contract or the law takes off. It is written off only under group CO."""

PRIOR_PAYER: Final = {
    "23": "What an earlier payer paid or took off",
    "209": "May not be asked of the patient; the next payer may be billed",
    "229": "Not considered by Medicare because of the first bill's type",
}
"""What other payers' decisions leave: information for the next claim, not a decision of this payer."""

_TO_CORRECT: Final = {
    "4": "Modifier is missing or doesn't fit the procedure",
    "5": "Procedure or type of bill doesn't fit the place of service",
    "6": "Procedure doesn't fit the patient's age",
    "7": "Procedure doesn't fit the patient's sex",
    "8": "Procedure doesn't fit the provider's specialty",
    "9": "Diagnosis doesn't fit the patient's age",
    "10": "Diagnosis doesn't fit the patient's sex",
    "11": "Diagnosis doesn't fit the procedure",
    "12": "Diagnosis doesn't fit the provider's type",
    "13": "Service is dated after the patient's death",
    "14": "Service is dated before the patient's birth",
    "16": "Something is missing or wrong on the claim",
    "31": "The payer doesn't know the patient",
    "58": "Place of service is wrong",
    "107": "The claim it belongs to isn't named",
    "110": "Billed before the service took place",
    "125": "Error on the bill",
    "129": "What an earlier payer did seems wrong on the claim",
    "140": "Name and member number don't match",
    "146": "Diagnosis isn't valid on that day",
    "181": "Procedure isn't valid on that day",
    "182": "Modifier isn't valid on that day",
    "189": "A more specific procedure code exists",
    "199": "Revenue code and procedure don't match",
    "206": "Provider's NPI is missing",
    "207": "Provider's NPI isn't valid",
    "208": "The payer doesn't know this NPI",
    "267": "Covers several months; bill them apart",
    "282": "Procedure doesn't fit the type of bill",
}

_TO_DOCUMENT: Final = {
    "112": "Not shown to have been given to this patient",
    "148": "Another provider's information is missing",
    "150": "Papers don't support this level of service",
    "151": "Papers don't support so many services",
    "152": "Papers don't support so long a service",
    "163": "The papers named on the claim never came",
    "164": "The papers came too late",
    "226": "The clinic didn't send what was asked for",
    "227": "The patient didn't send what was asked for",
    "228": "An earlier payer didn't get what it asked for",
    "250": "The wrong papers came",
    "251": "The papers are incomplete",
    "252": "Papers are needed to decide",
    "B12": "Not documented in the patient's record",
}

_AUTHORIZATION: Final = {
    "39": "Authorization was asked for and refused",
    "165": "No referral, or more than it allows",
    "197": "No authorization or notice beforehand",
    "198": "More than was authorized",
    "210": "Authorization came too late",
    "243": "Not authorized by the network or primary care",
    "284": "The authorization is for something else",
    "287": "More than the referral allows",
    "288": "No referral",
}

_COVERAGE: Final = {
    "19": "Work injury: workers' compensation pays",
    "20": "Injury: a liability insurer pays",
    "21": "Injury: the no-fault insurer pays",
    "22": "Another insurer may have to pay first",
    "26": "Service was before coverage began",
    "27": "Service was after coverage ended",
    "32": "Not covered as a dependent",
    "33": "The plan covers no dependents",
    "35": "Lifetime maximum is used up",
    "40": "Wasn't an emergency",
    "49": "Routine or preventive care isn't covered",
    "50": "Not seen as medically necessary",
    "51": "Condition from before coverage",
    "54": "Several physicians or assistants aren't covered",
    "55": "Seen as experimental",
    "56": "Not seen as proven",
    "60": "Too close to a hospital stay to be paid apart",
    "78": "Days or room aren't covered",
    "96": "Not covered",
    "109": "Wrong payer; send it to the right one",
    "117": "Transport only to the nearest place",
    "119": "Maximum for this period or case is used up",
    "149": "Lifetime maximum for this kind of care is used up",
    "166": "The payer is no longer responsible for this plan",
    "167": "Diagnosis isn't covered",
    "170": "Not paid to this type of provider",
    "171": "Not paid to this type of provider in such a place",
    "177": "Patient doesn't meet the plan's requirements",
    "178": "Spend-down isn't met",
    "200": "Service fell into a gap of coverage",
    "202": "Personal comfort isn't covered",
    "204": "Not in the patient's plan",
    "238": "Part of the time wasn't covered",
    "239": "Part of the time wasn't covered; bill the parts apart",
    "242": "Provider isn't in the network or the primary care provider",
    "254": "Belongs to the medical plan",
    "256": "Not payable under the managed care contract",
    "258": "Patient was in custody",
    "272": "The plan's guidelines aren't met",
    "273": "More than the plan's guidelines allow",
    "275": "What the patient owes from an earlier payer isn't covered",
    "276": "An earlier payer refused it, so this one does",
    "279": "Provider isn't in the preferred network",
    "B1": "Visits aren't covered",
    "B9": "Patient is in hospice care",
}

_OTHER_DENIALS: Final = {
    "18": "Duplicate of a claim already sent",
    "29": "Sent after the deadline",
    "95": "The plan's procedures weren't followed",
    "97": "Included in the payment for another service",
    "136": "An earlier payer's rules weren't followed",
    "147": "The provider's agreed rate has expired or isn't known",
    "183": "Referring provider may not refer",
    "184": "Ordering provider may not order",
    "185": "Provider may not give this service",
    "193": "Looked at again; the decision stands",
    "222": "More than the contract's hours, days or units",
    "224": "Identity theft is suspected",
    "231": "Can't be done on the same day as another procedure",
    "233": "Caused by an error in the hospital",
    "234": "Isn't paid apart",
    "236": "Doesn't go with another procedure of that day",
    "286": "The appeal came too late",
    "A1": "Denied; the remarks say why",
    "B4": "Penalty for sending it late",
    "B7": "Provider wasn't certified on that day",
    "B8": "Other care would have done",
    "B11": "Passed on to the payer in charge",
    "B13": "Already paid earlier",
    "B14": "One visit a day is paid",
    "B15": "Needs another service that isn't on the claim",
    "B16": "Patient isn't new to the practice",
    "B20": "Partly or wholly given by another provider",
    "B23": "No certificate for this laboratory test (CLIA)",
}

DENIALS: Final = _TO_CORRECT | _TO_DOCUMENT | _AUTHORIZATION | _COVERAGE | _OTHER_DENIALS
"""What is followed up: corrected, documented, appealed, sent to another payer, or given up on by a person."""

OTHERS: Final = {
    "85": "Interest",
    "100": "Paid to the patient",
    "101": "Estimate; nothing was paid",
    "133": "Still being decided",
    "143": "Part of the payment comes later",
    "187": "Paid from the patient's spending account",
    "192": "Taken from a paper remittance without a reason",
    "A0": "Refund to the patient",
    "B10": "Reduced; a part of it was paid apart",
    "B22": "Adjusted for the diagnosis",
}
"""What has to be looked at each time."""

REASONS: Final = PATIENT_SHARE | CONTRACTUAL | PRIOR_PAYER | DENIALS | OTHERS
