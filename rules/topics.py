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
# The topics of results, worst first: how pressing one is, and nothing of what was found.
SEVERITIES = {"critical": "Critical", "abnormal": "Abnormal", "normal": "Normal"}
