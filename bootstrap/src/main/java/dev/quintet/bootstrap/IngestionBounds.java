package dev.quintet.bootstrap;

import dev.quintet.application.marketdata.IngestionSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much is ingested at the same time, whatever protocol it comes by.
 *
 * @param waitingRows of all tenants in memory; a batch counts as 32 rows more than it has
 * @param tenantRows of one tenant
 */
@ConfigurationProperties("quintet.ingestion")
record IngestionBounds(
    @Bindable(defaultValue = "3000000") int waitingRows,
    @Bindable(defaultValue = "800000") int tenantRows) {

  IngestionBounds {
    settings(waitingRows, tenantRows);
  }

  IngestionSettings settings() {
    return settings(waitingRows, tenantRows);
  }

  private static IngestionSettings settings(int waitingRows, int tenantRows) {
    try {
      return IngestionSettings.of(waitingRows, tenantRows);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("quintet.ingestion." + e.getMessage(), e);
    }
  }
}
