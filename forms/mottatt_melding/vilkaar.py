"""The conditions that several sections of the received report share."""

from samhandling.vocabulary.condition import When

NASJONAL = When("/mottak/maate", "nasjonal")
OFFENTLIG = When("/melder/type", "offentlig")
NAVNGITT = When("/melder/type", "offentlig", "privat")
HASTER = When("/mottak/haster", "ja")
UFOEDT = When("/barn/barn/ufoedt", "ja")
# An investigation of an unborn child's situation needs the pregnant woman's consent (domain.md §3).
UNDERSOEKES = ~UFOEDT | When("/barn/barn/ufoedt", "nei") | When("/barn/barn/gravid_samtykke", "ja")
