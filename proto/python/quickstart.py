"""Stores three quotes and reads them back: quickstart.py HOST:PORT, with the key in QUINTET_KEY."""

import os
import sys
from datetime import datetime, timedelta, timezone

import grpc
from quintet.marketdata.v1 import market_data_pb2 as api
from quintet.marketdata.v1 import market_data_pb2_grpc as services

from quintet_ticks import batch, nanos

noon = datetime(2024, 3, 8, 12, 0, tzinfo=timezone.utc)
ticks = [
    (noon, "1.09401", "1.09404", "3"),
    (noon + timedelta(milliseconds=250), "1.09399", "1.09402", "1.5"),
    (noon + timedelta(milliseconds=250), "1.09398", "1.09402", "0"),
]

with grpc.insecure_channel(sys.argv[1]) as channel:
    service = services.MarketDataServiceStub(channel)
    key = [("authorization", "Bearer " + os.environ["QUINTET_KEY"])]

    batches = [batch(api, "python-quickstart-1", "python", "EURUSD.PY", ticks)]
    for answer in service.IngestTicks(iter(batches), metadata=key, timeout=30):
        if answer.HasField("problem"):
            sys.exit(f"refused: {answer.problem.field} {answer.problem.detail}")
        print("accepted", answer.receipt.accepted, "duplicate", answer.receipt.duplicate)

    bars = api.BarsRequest(
        symbol="EURUSD.PY",
        interval="1s",
        side=api.SIDE_BID,
        from_nanos=nanos(noon),
        to_nanos=nanos(noon + timedelta(seconds=1)),
    )
    for page in service.Bars(bars, metadata=key, timeout=30):
        for bar in page.bars:
            print("bar", bar.open, bar.high, bar.low, bar.close, "ticks", bar.ticks)
