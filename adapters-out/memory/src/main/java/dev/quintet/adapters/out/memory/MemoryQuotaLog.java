package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.tenancy.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Warnings in a sorted map. */
public final class MemoryQuotaLog implements QuotaLog {

  private static final int MOST = 1_000;

  private final TreeMap<String, QuotaWarning> warnings = new TreeMap<>();

  /** The separator is less than any character of the parts; limits are told in the order of their words. */
  private static String key(QuotaWarning warning) {
    return String.join(
        "\0",
        warning.tenant().value(),
        Objects.toString(warning.user(), ""),
        warning.cycle().toString(),
        warning.limit().word(),
        "%03d".formatted(warning.percent()));
  }

  @Override
  public synchronized boolean warn(QuotaWarning warning, Deadline deadline) {
    MemoryFailures.check(deadline);
    return warnings.putIfAbsent(key(warning), warning) == null;
  }

  @Override
  public synchronized List<QuotaWarning> warnings(
      TenantId tenant, LocalDate since, Deadline deadline) {
    MemoryFailures.check(deadline);
    return warnings.values().stream()
        .filter(it -> it.tenant().equals(tenant) && !it.cycle().isBefore(since))
        .limit(MOST)
        .toList();
  }
}
