"""Why this movement now: one line under a suggestion and in `status`. Never a condition, never a diagnosis."""

from __future__ import annotations

WALK_FIRM = "A few steps do most after this long on the chair."
STAND_FIRM = "Time to be on your feet for a moment."
WALK = "A few steps for a change."
STAND = "Standing for a change."
CALL = "Small enough for a call."
REGION = {
    "neck": "For the neck.",
    "thoracic": "For the upper back.",
    "chest": "To open the chest.",
    "lumbar": "For the lower back.",
    "hips": "For the hips.",
    "piriformis": "For the buttocks.",
    "hip-flexors": "For the front of the hips.",
    "quadriceps": "For the front of the thighs.",
    "hamstrings": "For the back of the legs.",
    "sciatic-nerve": "A gentle glide for the leg.",
    "calves": "For the calves.",
    "whole-body": "For the whole body.",
}
"""By the movement's first region."""
VARIETY = "Something different."
