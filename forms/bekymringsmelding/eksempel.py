"""A whole report to show and to test with. Every person in it is invented; the identity number is synthetic."""

EKSEMPEL = {
    "mottaker-haster": "nei",
    "melder-gjelder_ansatt": "nei",
    "grunn-grunn": "a",
    "grunn-mistanke": "ingen",
    "barn-barn-1-ufoedt": "nei",
    "barn-barn-1-navn": "Mio Testbråten",
    "barn-barn-1-fnr": "14832250075",
    "barn-barn-1-adressegradering": "ugradert",
    "barn-barn-1-adresse": "Fjellveien 12",
    "barn-barn-1-postnummer": "0001",
    "barn-barn-1-poststed": "Lyngvær",
    "barn-barn-1-tolk": "nei",
    "barn-barn-1-orientert": "nei",
    "barn-barn-1-orientert_grunn": "Mio er fire år og forstår ikke hva en melding er.",
    "barn-barn-1-hoert": "ja",
    "barn-barn-1-hoert_hvordan": "Gjennom lek og samtale i smågruppe, uten at meldingen ble nevnt.",
    "foresatte-foresatt-1-navn": "Liv Testbråten",
    "foresatte-foresatt-1-relasjon": "mor",
    "foresatte-foresatt-1-adressegradering": "ugradert",
    "foresatte-foresatt-1-adresse": "Samme som barnet",
    "foresatte-foresatt-1-tolk": "nei",
    "foresatte-foresatt-1-orientert": "ja",
    "bekymring-kjent_lenge": "Siden august 2024, da Mio begynte på avdeling Bjørka.",
    "bekymring-bekymret_lenge": "Om lag to måneder. Uroen har økt de siste ukene.",
    "bekymring-forhold": (
        "Mio kommer ofte uten matpakke og i klær som ikke passer til været. Han er trett, gråter lett og "
        "søker fang hos voksne han ikke kjenner. Etter helger er han særlig utrygg ved levering.\n\n"
        "Mor har selv sagt at kveldene er tunge, og at hun ikke alltid orker å stå opp."
    ),
    "bekymring-hendelse-1-dato": "16.11.2026",
    "bekymring-hendelse-1-hva": (
        "Mio ble levert klokka 10.40, våt på beina og uten å ha spist. Han spiste fire skiver. «Mamma sov», sa han."
    ),
    "bekymring-vurdering": (
        "Språk og motorikk er som ventet for alderen. Følelsesmessig er han mer sårbar enn andre på fire år: "
        "han trøstes vanskelig og vokter på de voksnes humør. Mønsteret over tid uroer oss mer enn enkelthendelsene."
    ),
    "dialog-dialog": "Samtaler med mor 2. og 13. november. Mor kjenner seg igjen og ønsker hjelp.",
    "dialog-tiltak": "Frokost i barnehagen hver dag, ekstra skift og fast voksen ved levering. Frokosten har hjulpet.",
    "dialog-andre_tjenester": "nei",
    "dialog-andre_i_familien": "nei",
    "dialog-raadfoert": "ingen",
}
