"""The catalogue, the recipe for a new kind, and drafts of any kind holding anything."""

import json
import pickle
import random
import re
from pathlib import Path

import pytest

from forms import CATALOGUE
from samhandling.vocabulary.answers import tree, typed
from samhandling.vocabulary.check import check
from samhandling.vocabulary.choice import Choice
from samhandling.vocabulary.draft import first_answers, known_names, new_entry
from samhandling.vocabulary.faults import declaration_faults
from samhandling.vocabulary.form import build
from samhandling.vocabulary.repeated import Repeated

RECIPE = Path(__file__).parents[2] / "docs" / "add-a-document.md"
TYPED = ["", " ", "ja", "nei", "x", "1.1.2020", "14:30", "99999999", "{a}", "\x00", "\ud800", "<b>", "é" * 400]


def test_the_recipe_in_the_docs_works(context):
    """What a newcomer copies is a whole kind."""
    code = re.search(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    names = {"__name__": "tur"}
    exec(code[1], names)
    assert declaration_faults(names["KIND"]) == []
    draft = first_answers(names["KIND"], context, 1)
    assert [finding.name for finding in check(build(names["KIND"], draft, context))] == [
        "tur-dato",
        "tur-barn-1-navn",
        "tur-barn-1-svoemmer",
    ]


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.key)
def test_keys_can_be_stored_and_named(kind, context):
    """Keys are ASCII without a hyphen: the hyphen parts input names."""
    for field in build(kind, {}, context).walk():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", field.short_name)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.key)
def test_a_kind_takes_any_answers(kind, context, seed):
    """Answers at random, of every option and of none: never a crash, always plain data."""
    dice = random.Random(seed)
    raw = first_answers(kind, context, 1)
    groups = [field.name for field in build(kind, raw, context).walk() if isinstance(field, Repeated)]
    for prefix in dice.choices(groups, k=3):
        raw |= new_entry(kind, raw, prefix, 1, context)
    for field in build(kind, raw, context).answers():
        codes = [code for code, _label, _when in field.all_choices] if isinstance(field, Choice) else []
        raw[field.name] = dice.sample([*TYPED, *codes * 9], k=dice.choice([0, 1, 1, 1, 1, 2]))
    form = build(kind, raw, context)
    assert pickle.loads(pickle.dumps(check(form))) == check(build(kind, raw, context))
    json.dumps([tree(form), typed(form), [(field.when_data, field.required_data) for field in form.walk()]])
    assert set(raw) <= known_names(kind, raw, context)
