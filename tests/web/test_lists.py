"""The lists on screen: what is chosen is kept and stands in no address; first, previous, next, last; jump to a date."""

import re

import pytest

from samhandling.work import listing
from samhandling.work.demo_document import report
from tests.web.visitor import BERIT, KARI, KIND, NILS, actor_of, house_of


@pytest.mark.parametrize(("who", "path"), [(KARI, "/dokument"), (BERIT, "/mottak")])
def test_what_is_searched_for_stands_in_no_address(application, visit, who, path):
    """Search and filters are posted, kept, and there again the next time; «nullstill» takes them away."""
    report(house_of(application), actor_of(application, KARI), KIND)
    visitor = visit(who)
    chosen = visitor.post(path, {"sok": "mio", "type": KIND, "sortering": "eldste", "handling": "sok"})
    assert (chosen.status_code, chosen.location) == (303, path)
    page = visitor.get(path).text
    assert 'value="mio"' in page
    assert f'value="{KIND}" selected' in page
    assert "Mio Testbråten" in page
    assert "1 treff" in page
    assert "mio" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', page)).lower()
    visitor.post(path, {"sok": "finnes ikke"})
    assert "Mio Testbråten" not in visitor.get(path).text
    visitor.post(path, {"handling": "nullstill"})
    assert "Mio Testbråten" in visitor.get(path).text


def test_one_person_does_not_see_anothers_choice(application, visit):
    """What Kari searched for is Kari's."""
    visit(KARI).post("/dokument", {"sok": "hemmelig navn"})
    assert "hemmelig navn" not in visit(NILS).get("/dokument").text


def test_paging_on_screen(application, visit, monkeypatch):
    """«Neste» leads on and «Forrige» back; an id that is not there is a page that is not there."""
    monkeypatch.setattr(listing.dokument_list, "__defaults__", (2,))
    for _ in range(3):
        report(house_of(application), actor_of(application, KARI), KIND)
    kari = visit(KARI)
    first = kari.get("/dokument").text
    onward = re.search(r'href="(/dokument\?etter=[^"]+)"', first)[1]
    second = kari.get(onward).text
    shown = [set(re.findall(r'href="/dokument/([\w-]{36})"', page)) for page in (first, second)]
    assert [len(each) for each in shown] == [2, 1]
    assert not shown[0] & shown[1]
    back = re.search(r'href="(/dokument\?foer=[^"]+)"', second)[1]
    assert set(re.findall(r'href="/dokument/([\w-]{36})"', kari.get(back).text)) == shown[0]
    assert set(re.findall(r'href="/dokument/([\w-]{36})"', kari.get("/dokument?slutt=1").text)) > shown[1]
    assert not re.findall(r'href="/dokument/([\w-]{36})"', kari.get("/dokument?fra=2020-01-01").text)
    assert kari.client.get("/dokument?etter=finnes-ikke").status_code == 404
    assert visit(NILS).client.get(onward).status_code == 404
