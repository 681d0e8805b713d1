package dev.quintet.planted.application.tenancy;

import dev.quintet.planted.domain.marketdata.Tick;

/** Activities around tenants know nothing of market data. */
record TickOnboarding(Tick first) {}
