"""The one row of a child when several enter it at once (domain.md §1)."""

from samhandling.work.register import ChildFacts, attach_child
from tests.work.scene import Scene, together


def test_a_child_entered_at_the_same_time_is_tied_once(scene: Scene):
    """Four entries of a child that the municipality knows already: one row, one tie to the unit, each grant once."""
    leader = scene.actor("nils.styrer")
    unit, facts = leader.roller[0].enhet_id, ChildFacts("Mio Testbråten", fnr="14832250075")
    ids = together(*[lambda: attach_child(scene.house, leader, unit, facts)] * 4)
    assert len(set(ids)) == 1
    assert len(scene.sql("SELECT id FROM barn_enhet WHERE barn_id = :b AND enhet_id = :e", b=ids[0], e=unit)) == 1
    scene.access_is_right()
