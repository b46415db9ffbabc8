from partnerships.models.agreement import Agreement, AgreementParty, Signature
from partnerships.models.partnership import (
    Partnership,
    PartnershipAim,
    PartnershipContact,
    PartnershipTheme,
    Theme,
)

__all__ = [
    "Agreement",
    "AgreementParty",
    "Partnership",
    "PartnershipAim",
    "PartnershipContact",
    "PartnershipTheme",
    "Signature",
    "Theme",
]
