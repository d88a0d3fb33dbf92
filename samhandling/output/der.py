"""A strict reader of DER: every byte it passes is either given back or compared, so none can differ unseen."""

from __future__ import annotations

SEQUENCE, SET, OCTETS, CONTEXT_0 = 0x30, 0x31, 0x04, 0xA0
LONG = 0x80  # from here on a length is written in more than one byte
MOST = 3  # and in no more than so many


class DerError(ValueError):
    """The bytes are not the DER that was expected."""


class Der:
    """A cursor over `data`; what is read must be there, shortest encoded and whole."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def element(self) -> tuple[int, bytes, bytes]:
        """The next element as (tag, content, all its bytes)."""
        start = self.at
        tag, first = self._bytes(2)
        length = first if first < LONG else self._long_length(first - LONG)
        content = self._bytes(length)
        return tag, content, self.data[start : self.at]

    def inside(self, tag: int) -> Der:
        """A cursor over the content of the next element, which must have `tag`."""
        found, content, _all = self.element()
        if found != tag:
            raise DerError(f"tag {tag:#x} expected")
        return Der(content)

    def whole(self) -> bytes:
        """All the bytes of the next element, whatever it is."""
        return self.element()[2]

    def expect(self, *allowed: bytes) -> None:
        """Pass the next element, which must be one of `allowed`, byte for byte."""
        if self.whole() not in allowed:
            raise DerError("other bytes expected")

    def end(self) -> None:
        """Nothing may be left."""
        if self.at != len(self.data):
            raise DerError("bytes left over")

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.at < len(self.data)

    def _bytes(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) != count:
            raise DerError("cut off")
        self.at += count
        return found

    def _long_length(self, count: int) -> int:
        digits = self._bytes(count)
        length = int.from_bytes(digits)
        if not 1 <= count <= MOST or digits[0] == 0 or length < LONG:
            raise DerError("length not in its shortest form")
        return length


def sequence(content: bytes) -> bytes:
    """`content` as a DER sequence."""
    size = len(content)
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    length = bytes([size]) if size < LONG else bytes([LONG + len(digits)]) + digits
    return bytes([SEQUENCE]) + length + content
