package dev.quintet.planted.adapters.in.grpc;

import dev.quintet.planted.application.marketdata.TickReading;
import dev.quintet.planted.domain.tenancy.TenantId;
import io.grpc.Status;

/** Keeps every rule. */
record TickService(TickReading ticks, TenantId tenant, Status status) {}
