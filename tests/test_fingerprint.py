"""The fingerprint of a file's bytes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import file_stamp
from reader.file_stamp import fingerprint


@given(st.binary(max_size=300), st.integers(0, 200))
def test_it_is_the_sha_256(data: bytes, short: int) -> None:
    """On either side of the size at which the way changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_stamp, "_SHORT", short)
        assert fingerprint(data) == hashlib.sha256(data).hexdigest()


def test_a_build_without_its_own_way_has_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then all is left to OpenSSL."""
    monkeypatch.setattr(file_stamp, "_OWN", ("no_such_module",))
    monkeypatch.setattr(file_stamp, "_sha256", file_stamp._sha256.__wrapped__)

    assert fingerprint(b"Once.") == hashlib.sha256(b"Once.").hexdigest()
