"""Columns of ticks for Quintet: exact decimals as integers, columns as differences."""

import datetime
from decimal import Decimal

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def nanos(time):
    """Nanoseconds since 1970 of a datetime with a time zone, or of an int that is that already."""
    if isinstance(time, int):
        return time
    if time.tzinfo is None:
        raise ValueError(f"{time} has no time zone")
    return (time - EPOCH) // datetime.timedelta(microseconds=1) * 1000


def scaled(value, scale):
    """A str, int or Decimal as an integer of 10^-scale; what does not fit is refused, not rounded."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float, which is not exact: give a str or a Decimal")
    sign, digits, exponent = Decimal(value).as_tuple()
    shift = exponent + scale
    number = int("".join(map(str, digits)))
    if shift < 0 and number % 10**-shift:
        raise ValueError(f"{value} has more than {scale} decimals")
    number = number * 10**shift if shift >= 0 else number // 10**-shift
    return -number if sign else number


def differences(values):
    """The first value, then each one's difference to the one before."""
    return [value - before for value, before in zip(values, [0, *values])]


def batch(api, batch_id, source, symbol, ticks, price_scale=8, volume_scale=8):
    """A batch of ticks of one symbol: all (time, bid, ask, volume), or all (time, price, volume).

    `api` is the module market_data_pb2; of ticks with the same time the order is kept.
    """
    times, *prices, volumes = zip(*ticks, strict=True)
    columns = [differences([scaled(p, price_scale) for p in column]) for column in prices]
    kind = (
        {"trades": api.TradeColumns(prices=columns[0])}
        if len(columns) == 1
        else {"quotes": api.QuoteColumns(bids=columns[0], asks=columns[1])}
    )
    return api.IngestTicksRequest(
        batch_id=batch_id,
        source=source,
        symbols=[symbol],
        event_times=differences([nanos(time) for time in times]),
        price_scale=price_scale,
        volume_scale=volume_scale,
        volumes=[scaled(volume, volume_scale) for volume in volumes],
        **kind,
    )
