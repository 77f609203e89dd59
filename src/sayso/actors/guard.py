"""The guard: no two faces that somebody keeps apart end up as one actor by way of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: An edge between two faces, as a pair in a fixed order.
Edge = tuple[str, str]


def find_components(nodes: Iterable[str], edges: Iterable[Edge]) -> dict[str, str]:
    """Return for each node the node that stands for its connected component."""
    parent = {node: node for node in nodes}

    def find(node: str) -> str:
        root = node
        while parent[root] != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    for left, right in edges:
        parent.setdefault(left, left)
        parent.setdefault(right, right)
        one, other = find(left), find(right)
        if one != other:
            parent[max(one, other)] = min(one, other)
    return {node: find(node) for node in parent}


def is_connected(component: Mapping[str, str], left: str, right: str) -> bool:
    """Return whether two nodes are known and of one component."""
    return left in component and component[left] == component.get(right)


def drop_bridges(edges: Sequence[Edge], apart: Iterable[Edge]) -> frozenset[Edge]:
    """Return the edges to drop so that no pair of `apart` stays connected by `edges`.

    Every edge on a simple path between the two of a pair is dropped: the edges of the blocks
    (biconnected components) on the path between them in the block-cut tree. All are found on the
    whole graph before any is dropped, so that no order of pairs or edges matters. Pairs that are
    not connected drop nothing. Time is linear in edges and, up to a logarithm, in pairs.

    References
    ----------
    F. Harary and G. Prins, "The block-cutpoint-tree of a graph", Publ. Math. Debrecen 13 (1966).
    """
    component = find_components((), edges)
    wanted = sorted({pair for pair in apart if is_connected(component, *pair)})
    if not wanted:
        return frozenset()
    concerned = {component[left] for left, _ in wanted}
    blocks = _list_blocks([edge for edge in edges if component[edge[0]] in concerned])
    marked = _mark_blocks(blocks, wanted)
    return frozenset(edge for number in marked for edge in blocks[number])


def _list_blocks(edges: Sequence[Edge]) -> list[list[Edge]]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(edges)
    return [
        [(min(edge), max(edge)) for edge in block]
        for block in nx.biconnected_component_edges(graph)
    ]


def _mark_blocks(blocks: Sequence[Sequence[Edge]], pairs: Sequence[Edge]) -> set[int]:
    """Return the numbers of the blocks that lie on the path between the two of any pair."""
    homes: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        for face in {face for edge in block for face in edge}:
            homes.setdefault(face, []).append(number)
    # Nodes of the block-cut tree: blocks as numbers, faces that stand in several blocks as names.
    node_of: dict[str, int | str] = {
        face: numbers[0] if len(numbers) == 1 else face for face, numbers in homes.items()
    }
    members: dict[int, list[str]] = {}
    for face, numbers in homes.items():
        if len(numbers) > 1:
            for number in numbers:
                members.setdefault(number, []).append(face)
    ends: dict[int | str, set[int]] = {}
    marked: set[int] = set()
    for index, pair in enumerate(pairs):
        for face in pair:
            node = node_of[face]
            # A path from inside a block goes through that block, wherever it ends.
            if isinstance(node, int):
                marked.add(node)
            _toggle(ends.setdefault(node, set()), {index})
    for node, above in reversed(_walk_tree(len(blocks), homes, members)):
        crossing = ends.pop(node, set())
        if not crossing or above is None:
            continue
        # Some pair has one of its two below this step of the tree and the other not.
        marked.update(item for item in (node, above) if isinstance(item, int))
        ends[above] = _merge(ends.get(above, set()), crossing)
    return marked


def _walk_tree(
    count: int, homes: Mapping[str, Sequence[int]], members: Mapping[int, Sequence[str]]
) -> list[tuple[int | str, int | str | None]]:
    """Return each node of the forest with the node above it, upper ones first."""
    walked: list[tuple[int | str, int | str | None]] = []
    seen: set[int | str] = set()
    for root in range(count):
        if root in seen:
            continue
        seen.add(root)
        waiting: list[tuple[int | str, int | str | None]] = [(root, None)]
        while waiting:
            step = waiting.pop()
            walked.append(step)
            node = step[0]
            below: Sequence[int] | Sequence[str] = (
                members.get(node, ()) if isinstance(node, int) else homes[node]
            )
            for item in below:
                if item not in seen:
                    seen.add(item)
                    waiting.append((item, node))
    return walked


def _merge(one: set[int], other: set[int]) -> set[int]:
    # The smaller into the larger, or a long path of faces would cost its square.
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    _toggle(large, small)
    return large


def _toggle(target: set[int], items: set[int]) -> None:
    target.symmetric_difference_update(items)
