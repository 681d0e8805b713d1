package dev.quintet.adapters.in.grpc.subscriptions;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.InvoiceReport;
import dev.quintet.application.subscriptions.Invoicing;
import dev.quintet.application.subscriptions.QuotaReading;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.subscriptions.v1.GetQuotasRequest;
import dev.quintet.subscriptions.v1.GetStatementRequest;
import dev.quintet.subscriptions.v1.Invoice;
import dev.quintet.subscriptions.v1.InvoiceLine;
import dev.quintet.subscriptions.v1.InvoiceTotal;
import dev.quintet.subscriptions.v1.PreviewInvoiceRequest;
import dev.quintet.subscriptions.v1.Quota;
import dev.quintet.subscriptions.v1.QuotaWarning;
import dev.quintet.subscriptions.v1.Quotas;
import dev.quintet.subscriptions.v1.ReportInvoicesRequest;
import dev.quintet.subscriptions.v1.Statement;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What there is to pay, and what of limits is used up. */
@Singleton
final class InvoiceMethods {

  private final Invoicing invoicing;
  private final UsageKeeping keeping;
  private final QuotaReading quotas;
  private final Clock clock;

  InvoiceMethods(Invoicing invoicing, UsageKeeping keeping, QuotaReading quotas, Clock clock) {
    this.invoicing = invoicing;
    this.keeping = keeping;
    this.quotas = quotas;
    this.clock = clock;
  }

  private static @Nullable TenantId tenant(String id) {
    return id.isEmpty() ? null : new TenantId(id);
  }

  private static @Nullable TenantId behind(String id) {
    try {
      return tenant(id);
    } catch (ProblemException e) {
      throw ProblemException.invalid("after_tenant", "is no tenant's id");
    }
  }

  private BillingPeriod period(String text) {
    return text.isEmpty()
        ? BillingPeriod.of(clock.instant())
        : BillingPeriod.parse("period", text);
  }

  Invoice preview(PreviewInvoiceRequest request, Caller caller) {
    return message(
        invoicing.preview(
            caller.principal(),
            new Invoicing.Request(
                tenant(request.getTenant()),
                SubscriptionMessages.user(request.getUserId()),
                period(request.getPeriod()),
                change(request)),
            caller.deadline()));
  }

  private Invoicing.@Nullable Change change(PreviewInvoiceRequest request) {
    Instant at = SubscriptionMessages.instant(request.getAtMicros());
    if (!request.getPlan().isEmpty()) {
      return new Invoicing.Change(
          new PlanId(request.getPlan()), at == null ? clock.instant() : at);
    }
    if (at != null) {
      throw ProblemException.invalid("plan", "is missing: at_micros is when it would be taken");
    }
    return null;
  }

  void report(ReportInvoicesRequest request, Caller caller, Consumer<Invoice> sink) {
    InvoiceReport report =
        invoicing.report(
            caller.principal(),
            period(request.getPeriod()),
            behind(request.getAfterTenant()),
            caller::deadline);
    report.forEachRemaining(invoice -> sink.accept(message(invoice)));
  }

  Statement statement(GetStatementRequest request, Caller caller) {
    if (request.getPeriod().isEmpty()) {
      throw ProblemException.invalid("period", "is missing");
    }
    var kept =
        keeping.statement(
            caller.principal(),
            tenant(request.getTenant()),
            period(request.getPeriod()),
            caller.deadline());
    return Statement.newBuilder()
        .setTenant(kept.tenant().value())
        .setPeriod(kept.period().toString())
        .setContent(kept.content())
        .setSha256(kept.hash())
        .build();
  }

  Quotas quotas(GetQuotasRequest request, Caller caller) {
    QuotaReading.Standing standing =
        quotas.read(
            caller.principal(),
            tenant(request.getTenant()),
            SubscriptionMessages.user(request.getUserId()),
            caller.deadline());
    Quotas.Builder message = Quotas.newBuilder();
    standing
        .quotas()
        .forEach(
            it ->
                message.addQuotas(
                    Quota.newBuilder()
                        .setMeter(it.name().word())
                        .setLimit(it.limit())
                        .setHard(it.hard())
                        .setUsed(it.used())
                        .setExceeded(it.exceeded())
                        .setResetsAtMicros(SubscriptionMessages.micros(it.resetsAt()))));
    standing
        .warnings()
        .forEach(
            it ->
                message.addWarnings(
                    QuotaWarning.newBuilder()
                        .setUserId(SubscriptionMessages.text(it.user()))
                        .setMeter(it.limit().word())
                        .setCycle(it.cycle().toString())
                        .setPercent(it.percent())
                        .setUsed(it.used())
                        .setLimit(it.most())
                        .setAtMicros(SubscriptionMessages.micros(it.at()))));
    return message.build();
  }

  private static Invoice message(dev.quintet.domain.subscriptions.Invoice invoice) {
    Invoice.Builder message =
        Invoice.newBuilder()
            .setTenant(invoice.tenant().value())
            .setUserId(SubscriptionMessages.text(invoice.user()))
            .setPeriod(invoice.period().toString())
            .setComplete(invoice.complete())
            .setCompleteUntilMicros(SubscriptionMessages.micros(invoice.completeUntil()));
    invoice.lines().forEach(it -> message.addLines(line(it)));
    for (Money total : invoice.totals()) {
      message.addTotals(
          InvoiceTotal.newBuilder()
              .setAmount(total.plain())
              .setCurrency(total.currency().getCurrencyCode()));
    }
    return message.build();
  }

  private static InvoiceLine line(dev.quintet.domain.subscriptions.Invoice.Line line) {
    InvoiceLine.Builder message =
        InvoiceLine.newBuilder()
            .setKind(line.kind().word())
            .setCycle(line.cycle().from().toString())
            .setFrom(line.from().toString())
            .setTo(line.to().toString())
            .setPlan(line.plan().value())
            .setType(line.type() == null ? "" : line.type().word())
            .setQuantity(line.quantity())
            .setAmount(line.amount().plain())
            .setCurrency(line.amount().currency().getCurrencyCode())
            .setText(line.text());
    if (line.unitPrice() != null) {
      message.setUnitPrice(line.unitPrice().stripTrailingZeros().toPlainString());
    }
    return message.build();
  }
}
