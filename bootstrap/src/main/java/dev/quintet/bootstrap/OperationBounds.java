package dev.quintet.bootstrap;

import dev.quintet.application.operations.OperationSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How operations over several stores are looked after.
 *
 * @param comparedEvery how long after its comparison with the record what other stores derive of a tenant
 *     is compared again, 1 s to 1 d
 * @param receiptsKept how long receipts of operations are kept that all stores have, 1 h to 3652 d
 */
@ConfigurationProperties("quintet.operations")
record OperationBounds(
    @Bindable(defaultValue = "5m") Duration comparedEvery,
    @Bindable(defaultValue = "30d") Duration receiptsKept) {

  OperationBounds {
    settings(comparedEvery, receiptsKept);
  }

  OperationSettings settings() {
    return settings(comparedEvery, receiptsKept);
  }

  private static OperationSettings settings(Duration comparedEvery, Duration receiptsKept) {
    try {
      return new OperationSettings(comparedEvery, receiptsKept);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("quintet.operations." + e.getMessage(), e);
    }
  }
}
