"""The tree against RFC 6962's own vectors, a second implementation, and random alterations."""

import hashlib

import pytest
from ckanext.datashare.domain import merkle
from ckanext.datashare.domain.merkle import ProofRefused
from hypothesis import assume, given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

# Entries and roots that the certificate transparency project tests its trees with.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(number):
    return [merkle.leaf_hash(str(i).encode()) for i in range(number)]


def by_definition(hashes):
    """Section 2.1 of RFC 6962, word for word."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return merkle.node_hash(by_definition(hashes[:k]), by_definition(hashes[k:]))


@pytest.mark.parametrize("size", range(9))
def test_root_equals_the_published_one(size):
    hashes = [merkle.leaf_hash(entry) for entry in ENTRIES[:size]]

    assert merkle.root_of(hashes).hex() == ROOTS[size]


def test_root_equals_the_definition_for_every_small_size():
    hashes = leaves(130)

    assert all(merkle.root_of(hashes[:n]) == by_definition(hashes[:n]) for n in range(131))


def test_root_equals_that_of_another_implementation():
    other = InmemoryTree(algorithm="sha256")
    tree = merkle.Frontier()

    for number in range(70):
        entry = f"entry {number}".encode()
        other.append_entry(entry)
        tree.append(merkle.leaf_hash(entry))
        assert tree.root() == other.get_root(number + 1)


def test_every_leaf_of_every_small_tree_is_proved():
    hashes = leaves(40)

    for size in range(1, 41):
        root = merkle.root_of(hashes[:size])
        for index in range(size):
            path = merkle.inclusion_proof(hashes[:size], index)
            merkle.verify_inclusion(hashes[index], index=index, size=size, path=path, root=root)


def test_every_small_tree_is_proved_to_begin_with_every_smaller_one():
    hashes = leaves(40)

    for size in range(41):
        root = merkle.root_of(hashes[:size])
        for old in range(size + 1):
            merkle.verify_consistency(
                old_size=old,
                old_root=merkle.root_of(hashes[:old]),
                size=size,
                root=root,
                proof=merkle.consistency_proof(hashes[:size], old),
            )


def alter(data, path):
    """Return the path with a hash changed, dropped, repeated, or exchanged with its neighbour."""
    kind = data.draw(st.sampled_from(["flip", "drop", "add", "swap"]))
    path = list(path)
    if kind == "add" or not path:
        path.insert(data.draw(st.integers(0, len(path))), merkle.leaf_hash(b"another"))
        return path
    at = data.draw(st.integers(0, len(path) - 1))
    if kind == "flip":
        bit = data.draw(st.integers(0, 255))
        number = int.from_bytes(path[at], "big") ^ (1 << bit)
        path[at] = number.to_bytes(32, "big")
    elif kind == "drop":
        del path[at]
    else:
        assume(at + 1 < len(path) and path[at] != path[at + 1])
        path[at], path[at + 1] = path[at + 1], path[at]
    return path


@given(size=st.integers(1, 300), data=st.data())
def test_proof_of_inclusion_holds_and_an_altered_one_does_not(size, data):
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    root = merkle.root_of(hashes)
    path = merkle.inclusion_proof(hashes, index)

    merkle.verify_inclusion(hashes[index], index=index, size=size, path=path, root=root)

    with pytest.raises(ProofRefused):
        merkle.verify_inclusion(
            hashes[index], index=index, size=size, path=alter(data, path), root=root
        )
    with pytest.raises(ProofRefused):
        merkle.verify_inclusion(
            merkle.leaf_hash(b"another"), index=index, size=size, path=path, root=root
        )
    other = data.draw(st.integers(-2, size + 2).filter(lambda i: i != index))
    with pytest.raises(ProofRefused):
        merkle.verify_inclusion(hashes[index], index=other, size=size, path=path, root=root)


@given(size=st.integers(2, 300), data=st.data())
def test_proof_of_consistency_holds_and_an_altered_one_does_not(size, data):
    hashes = leaves(size)
    old = data.draw(st.integers(1, size - 1))
    roots = {"old_root": merkle.root_of(hashes[:old]), "root": merkle.root_of(hashes)}
    proof = merkle.consistency_proof(hashes, old)

    merkle.verify_consistency(old_size=old, size=size, proof=proof, **roots)

    with pytest.raises(ProofRefused):
        merkle.verify_consistency(old_size=old, size=size, proof=alter(data, proof), **roots)
    for which in roots:
        with pytest.raises(ProofRefused):
            altered = {**roots, which: merkle.leaf_hash(b"another")}
            merkle.verify_consistency(old_size=old, size=size, proof=proof, **altered)


def test_tree_goes_on_from_its_stored_frontier():
    hashes = leaves(50)

    for size in range(51):
        tree = merkle.Frontier()
        for leaf in hashes[:size]:
            tree.append(leaf)
        again = merkle.Frontier(tree.size, tree.hashes)
        for leaf in hashes[size:]:
            again.append(leaf)
        assert again.root() == merkle.root_of(hashes)


def test_frontier_of_another_size_is_refused():
    with pytest.raises(ProofRefused):
        merkle.Frontier(3, [merkle.leaf_hash(b"")])


@pytest.mark.parametrize("index", [-1, 3])
def test_leaf_that_is_not_there_has_no_proof(index):
    with pytest.raises(ProofRefused):
        merkle.inclusion_proof(leaves(3), index)


def test_equal_trees_need_no_proof_and_take_none():
    root = merkle.root_of(leaves(3))

    merkle.verify_consistency(old_size=3, old_root=root, size=3, root=root, proof=[])
    with pytest.raises(ProofRefused):
        merkle.verify_consistency(old_size=3, old_root=root, size=3, root=root, proof=[root])
    with pytest.raises(ProofRefused):
        merkle.verify_consistency(old_size=4, old_root=root, size=3, root=root, proof=[])
