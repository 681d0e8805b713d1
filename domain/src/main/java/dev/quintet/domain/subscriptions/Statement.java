package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.Objects;

/**
 * What a tenant used in a closed period, as it is kept: the same text for ever.
 *
 * @param content lines of CSV (RFC 4180, each ended by CR LF): what it is of, then names of columns,
 *     then a line for each type, service and corrected period, in this order
 */
public record Statement(TenantId tenant, BillingPeriod period, String content) {

  private static final String END = "\r\n";

  /** Of the words in it none needs quotes: neither types nor services have a comma. */
  private static final String HEAD =
      "statement,1" + END + "tenant,%s" + END + "period,%s" + END + "closed_at,%s" + END
          + "type,service,corrects,count,corrections" + END;

  /**
   * The statement of these totals.
   *
   * @param totals of the whole period by type, service and corrected period, in the ledger's order
   */
  public static Statement of(TenantId tenant, BillingPeriod period, List<UsageTotal> totals) {
    StringBuilder content =
        new StringBuilder(HEAD.formatted(tenant, period, period.closesAt()));
    for (UsageTotal total : totals) {
      content
          .append(Objects.requireNonNull(total.type()).word())
          .append(',')
          .append(Objects.requireNonNull(total.service()))
          .append(',')
          .append(Objects.toString(total.corrects(), ""))
          .append(',')
          .append(total.count())
          .append(',')
          .append(total.corrections())
          .append(END);
    }
    return new Statement(tenant, period, content.toString());
  }

  /** Of the content in UTF-8, 64 characters of 0-9 and a-f. */
  public String hash() {
    return Sha256.hex(content);
  }
}
