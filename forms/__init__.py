"""The tenants of the house: the catalogue of document kinds, in the order they are offered."""

from forms import bekymringsmelding, innskannet, mottatt_melding
from samhandling.vocabulary.kind import Catalogue

CATALOGUE = Catalogue((bekymringsmelding.KIND, mottatt_melding.KIND, innskannet.KIND))
