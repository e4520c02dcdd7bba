"""Which finding is which part of the drawn legs."""

MAPPED_QUESTION = "where"
EVERYWHERE = "whole"
ONE_LEG, WHICH = "side.one", {"leg.left": "left", "leg.right": "right"}  # only then is one leg alone filled
REGIONS = (
    "hip_groin",
    "thigh_front",
    "knee",
    "shin_inner",
    "shin_front",
    "ankle",
    "foot",
    "low_back",
    "buttock",
    "thigh_back",
    "behind_knee",
    "calf",
)
