"""What the reader says about who is who: two names of one person, a name of another.

The rule: it is said with names alone, and applies as soon as they have been met; a name that has
not been met is neither shown nor joined with anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.cleaning import safe
from reader.people.person import Form, Person, in_order, stem

Said = tuple[str, ...]
"""Each a name that belongs to none of the others next to it, or two names with a tab between."""

_BETWEEN = "\t"
_NAME_MOST = 120
"""Characters of a name."""


def joined(said: Said, one: str, other: str) -> Said:
    """Also say that two names are one person's."""
    pair = sorted((_line(one), _line(other)))
    if not all(pair) or _key(pair[0]) == _key(pair[1]):
        return said
    told = _BETWEEN.join(pair)
    return said if told in said else (*said, told)


def parted(said: Said, name: str) -> Said:
    """Also say that a name does not belong with those it was joined to, by whomever."""
    name = _line(name)
    others = tuple(one for one in said if _BETWEEN not in one or _key(name) not in _keys(one))
    if others != said or not name:
        return others
    alone = any(_key(one) == _key(name) for one in said)
    return said if alone else (*said, name)


def corrected(people: Iterable[Person], said: Said) -> list[Person]:
    """The people as the reader says, in the order in which they are met."""
    alone = {_key(one) for one in said if _BETWEEN not in one}
    found = [part for person in people for part in _apart(person, alone)]
    number = {_key(form.words): at for at, one in enumerate(found) for form in one.called}
    groups = list(range(len(found)))
    for pair in said:
        members = [number[key] for key in _keys(pair) if key in number]
        if _BETWEEN in pair and len(members) > 1:
            one, other = (_group(groups, member) for member in members[:2])
            groups[max(one, other)] = min(one, other)
    together: dict[int, list[Person]] = {}
    for at, person in enumerate(found):
        together.setdefault(_group(groups, at), []).append(person)
    return sorted(map(_one, together.values()), key=lambda person: person.first)


def names_joined(said: Said, name: str) -> list[str]:
    """The name, and all that the reader says belong to the same person."""
    pairs = [one.split(_BETWEEN)[:2] for one in said if _BETWEEN in one]
    names = {_key(name): name}
    before = 0
    while len(names) > before:
        before = len(names)
        for pair in pairs:
            if any(_key(one) in names for one in pair):
                names |= {_key(one): one for one in pair if _key(one) not in names}
    return list(names.values())


def _line(name: str) -> str:
    """A name as it is kept."""
    return safe(" ".join(name.split()))[:_NAME_MOST]


def _key(name: str) -> str:
    """What all cases of a name have in common."""
    return " ".join(map(stem, name.split()))


def _keys(pair: str) -> list[str]:
    return [_key(name) for name in pair.split(_BETWEEN)]


def _group(groups: list[int], at: int) -> int:
    """The first group that a name belongs to."""
    while groups[at] != at:
        groups[at] = groups[groups[at]]
        at = groups[at]
    return at


def _apart(person: Person, alone: set[str]) -> Iterator[Person]:
    """The groups of a person's names, some of which are others'."""
    names: dict[str, list[Form]] = {}
    for form in person.called:
        key = _key(form.words)
        names.setdefault(key if key in alone else "", []).append(form)
    for forms in names.values():
        own = any(form.words == person.name for form in forms)
        yield Person(person.name if own else forms[0].words, tuple(forms))


def _one(people: Sequence[Person]) -> Person:
    """Several as one, under the name of the one met most often."""
    if len(people) == 1:
        return people[0]
    head, *others = sorted(people, key=lambda one: (-one.mentions, one.first))
    called = in_order(form for person in people for form in person.called)
    return Person(head.name, called, tuple(one.name for one in others))
