"""The closed core of predicates: what one party can be said to be or to have done.

How a predicate looks in another format stands in that format's exporter.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.errors import DataError


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate with its inverse and the kinds of its arguments.

    `arguments` holds one letter an argument: A any face, O an organised face (neither person nor
    role), N a name, E an event, L a literal or proposition. Arguments of a `symmetric` predicate
    have no order. A `transitive` one may be chained within one asserter's claims.
    `also_on_events` says that the predicate holds between two events as well.
    """

    name: str
    inverse: str | None
    arguments: str
    symmetric: bool = False
    transitive: bool = False
    also_on_events: bool = False


PREDICATES = (
    Predicate("named", "name_of", "AN"),
    Predicate("same_as", None, "AA", symmetric=True, transitive=True, also_on_events=True),
    Predicate("different_from", None, "AA", symmetric=True),
    Predicate("formerly", "later", "AA"),
    Predicate("successor_of", "predecessor_of", "OO"),
    Predicate("split_from", "split_into", "OO"),
    Predicate("merged_into", "absorbed", "OO"),
    Predicate("face_of", "has_face", "AA"),
    Predicate("front_for", "has_front", "AA"),
    Predicate("brand_taken_over_by", "took_over_brand", "OA"),
    Predicate("poses_as", "impersonated_by", "AA"),
    Predicate("part_of", "has_part", "OO", transitive=True),
    Predicate("wing_of", "has_wing", "OO"),
    Predicate("affiliate_of", "has_affiliate", "OO"),
    Predicate("member_of", "has_member", "AO"),
    Predicate("leads", "led_by", "AO"),
    Predicate("umbrella_of", "under_umbrella", "OO"),
    Predicate("controls", "controlled_by", "AO"),
    Predicate("directs", "directed_by", "AA"),
    Predicate("created", "created_by", "AO"),
    Predicate("supports", "supported_by", "AA"),
    Predicate("proxy_of", "has_proxy", "AO"),
    Predicate("infiltrates", "infiltrated_by", "AO"),
    Predicate("allied_with", None, "AA", symmetric=True),
    Predicate("rival_of", None, "AA", symmetric=True),
    Predicate("pledged_to", "has_pledge_of", "AA"),
    Predicate("carried_out", "carried_out_by", "AE"),
    Predicate("ordered", "ordered_by", "AE"),
    Predicate("enabled", "enabled_by", "AE"),
    Predicate("responsible_for", "responsibility_of", "AE"),
    Predicate("has_motive", "motive_of", "AL"),
    Predicate("intends", "intended_by", "AL"),
    Predicate("active", None, "A"),
    Predicate("incapacitated", None, "A"),
)


def find_predicate(name: str) -> Predicate:
    """Return the predicate with this name.

    Raises
    ------
    DataError
        When the name is not in the closed core.
    """
    for predicate in PREDICATES:
        if predicate.name == name:
            return predicate
    known = ", ".join(predicate.name for predicate in PREDICATES)
    raise DataError(f'"{name}" is not a predicate. The predicates are: {known}.', value=name)
