package dev.quintet.planted.domain.marketdata;

import java.math.BigDecimal;
import java.time.Instant;

/** Keeps every rule. */
public record Tick(Instant eventTime, BigDecimal bid, long[] volumes) {}
