"""Pairs kept apart are never connected, and nothing more is dropped than what connects them."""

from __future__ import annotations

import itertools
import random

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors.guard import drop_bridges, find_components

EDGES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]),
    max_size=14,
)


def named(pairs):
    return [tuple(sorted((f"f{left}", f"f{right}"))) for left, right in pairs]


def drop_by_paths(edges, apart):
    """Return the edges on any simple path between the two of a pair, found by walking them all."""
    graph = nx.Graph(edges)
    dropped = set()
    for left, right in apart:
        if left in graph and right in graph:
            for path in nx.all_simple_paths(graph, left, right):
                dropped.update(tuple(sorted(pair)) for pair in itertools.pairwise(path))
    return dropped


@settings(deadline=None)
@given(EDGES, EDGES)
def test_what_is_dropped_is_what_lies_on_simple_paths(edges, apart):
    edges = sorted(set(named(edges)))
    assert drop_bridges(edges, named(apart)) == drop_by_paths(edges, named(apart))


@settings(deadline=None)
@given(EDGES, EDGES, st.randoms(use_true_random=False))
def test_the_order_of_edges_and_pairs_changes_nothing(edges, apart, rng):
    edges, apart = sorted(set(named(edges))), named(apart)
    expected = drop_bridges(edges, apart)
    rng.shuffle(edges)
    rng.shuffle(apart)
    assert drop_bridges(edges, [pair[::-1] for pair in apart]) == expected


def test_a_pair_that_nothing_connects_drops_nothing():
    assert drop_bridges([("a", "b"), ("c", "d")], [("a", "c"), ("a", "x")]) == frozenset()


def test_what_hangs_beside_the_path_stays():
    edges = [("a", "b"), ("b", "c"), ("b", "x"), ("x", "y")]
    assert drop_bridges(edges, [("a", "c")]) == {("a", "b"), ("b", "c")}


def test_of_ten_thousand_faces_and_twenty_thousand_ties_no_parted_pair_stays_connected():
    rng = random.Random(7)
    faces = [f"face-{number:05}" for number in range(10_000)]
    edges = sorted({tuple(sorted(rng.sample(faces, 2))) for _ in range(20_000)})
    apart = [tuple(sorted(rng.sample(faces, 2))) for _ in range(5_000)]
    dropped = drop_bridges(edges, apart)
    component = find_components(faces, [edge for edge in edges if edge not in dropped])
    assert all(component[left] != component[right] for left, right in apart)
    # What is left are ties that hang on no path between two parted faces.
    assert 0 < len(edges) - len(dropped) < len(edges)


def test_a_long_chain_is_cut_without_deep_calls():
    length = 30_000
    edges = [(f"f{number:06}", f"f{number + 1:06}") for number in range(length)]
    dropped = drop_bridges(edges, [("f000000", f"f{length:06}")])
    assert len(dropped) == length
