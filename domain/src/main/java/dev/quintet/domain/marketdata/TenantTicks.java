package dev.quintet.domain.marketdata;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A batch on its way to the store, with whose it is.
 *
 * @param receivedAt the version of its rows, microseconds; never the same for two batches of one
 *     process
 */
public record TenantTicks(TenantId tenant, Tier tier, TickBatch batch, Instant receivedAt) {

  /** One row as a value: for the few rows that are looked at one by one. */
  public Tick tick(int row) {
    TickColumns columns = batch.columns();
    long[] volumes = columns.volumes();
    long[] asks = columns.second();
    Instant eventTime = EventTime.instant(columns.eventTimes()[row]);
    int sequence = batch.sequences()[row];
    BigDecimal price = Decimals.price(columns.first()[row]);
    BigDecimal volume =
        volumes == null
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(volumes[row], columns.volumeScale());
    return asks == null
        ? new Tick.TradePrint(
            batch.symbol(row), batch.source(), eventTime, sequence, price, volume, receivedAt)
        : new Tick.Quote(
            batch.symbol(row),
            batch.source(),
            eventTime,
            sequence,
            price,
            Decimals.price(asks[row]),
            volume,
            receivedAt);
  }
}
