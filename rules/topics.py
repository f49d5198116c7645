"""What a conversation can be about, in the words staff see. The portal offers patients some of these."""

from __future__ import annotations

# No clinical words beyond these: everybody at the front desk reads topics.
TOPICS = {
    "health": "Health question",
    "refill": "Refill",
    "medication": "Medicine",
    "results": "Results",
    "tests": "Tests",
    "scheduling": "Scheduling",
    "referral": "Referral",
    "billing": "Billing",
    "admin": "Administration",
    "general": "General",
    "other": "Something else",
}
