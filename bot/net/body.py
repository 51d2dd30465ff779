"""The body of an answer, read whole and never beyond a bound."""

from __future__ import annotations

import aiohttp


async def bounded_body(response: aiohttp.ClientResponse, most: int) -> bytes | None:
    """At most `most` bytes; None, and the connection closed, when there are more. Raises aiohttp.ClientError."""
    read = await response.content.readany()
    if response.content.at_eof():  # as nearly always
        return read if len(read) <= most else None
    whole = bytearray(read)
    try:
        while len(whole) <= most:
            if not (read := await response.content.readany()):
                return bytes(whole)
            whole += read
    except BaseException:
        whole.clear()  # aiohttp keeps the error, and with its trace what is here, until the collector comes
        read = b""
        raise
    response.close()
    return None
