package dev.quintet.client;

import dev.quintet.subscriptions.v1.GetQuotasRequest;
import dev.quintet.subscriptions.v1.GetStatementRequest;
import dev.quintet.subscriptions.v1.PreviewInvoiceRequest;
import dev.quintet.subscriptions.v1.ReportInvoicesRequest;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant, or one of its users, has to pay, and what of its limits is used up. None of it is
 * billed.
 */
public final class Invoices {

  private final Connection connection;

  Invoices(Connection connection) {
    this.connection = connection;
  }

  /**
   * The invoice of a month as it is by now.
   *
   * @param user whose own subscription; null: the tenant's
   */
  public Invoice preview(@Nullable String user, YearMonth period) {
    return preview(request(user, period));
  }

  /** The invoice as if another plan were taken. */
  public Invoice preview(@Nullable String user, YearMonth period, String plan, Instant at) {
    return preview(request(user, period).setPlan(plan).setAtMicros(Times.micros("at", at)));
  }

  private Invoice preview(PreviewInvoiceRequest.Builder request) {
    return Invoice.of(
        connection.call(() -> connection.subscriptions().previewInvoice(request.build())));
  }

  private static PreviewInvoiceRequest.Builder request(@Nullable String user, YearMonth period) {
    return PreviewInvoiceRequest.newBuilder()
        .setUserId(user == null ? "" : user)
        .setPeriod(period.toString());
  }

  /**
   * Hands over the invoices of every tenant, by tenant, as they are worked out; not retried. For operators
   * and the billing system.
   *
   * @param after the tenant behind which it begins; null: with the first
   */
  public void report(YearMonth period, @Nullable String after, Consumer<Invoice> sink) {
    ReportInvoicesRequest request =
        ReportInvoicesRequest.newBuilder()
            .setPeriod(period.toString())
            .setAfterTenant(after == null ? "" : after)
            .build();
    AnswerStream<dev.quintet.subscriptions.v1.Invoice> invoices =
        connection.stream(SubscriptionServiceGrpc.getReportInvoicesMethod(), request);
    try {
      for (var next = invoices.next(); next != null; next = invoices.next()) {
        sink.accept(Invoice.of(next));
      }
    } catch (StatusRuntimeException e) {
      throw Failures.of(e);
    } finally {
      invoices.cancel();
    }
  }

  /** The statement of a month that has closed; {@code NOT_FOUND} before. */
  public Statement statement(YearMonth period) {
    GetStatementRequest request =
        GetStatementRequest.newBuilder().setPeriod(period.toString()).build();
    var answer = connection.call(() -> connection.subscriptions().getStatement(request));
    return new Statement(
        answer.getTenant(),
        YearMonth.parse(answer.getPeriod()),
        answer.getContent(),
        answer.getSha256());
  }

  /**
   * Limits, and what of them is used up.
   *
   * @param user whose own subscription; null: the tenant's
   */
  public Quotas quotas(@Nullable String user) {
    GetQuotasRequest request =
        GetQuotasRequest.newBuilder().setUserId(user == null ? "" : user).build();
    return Quotas.of(connection.call(() -> connection.subscriptions().getQuotas(request)));
  }
}
