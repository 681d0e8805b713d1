package dev.quintet.application;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.subscriptions.Billing;
import dev.quintet.application.subscriptions.Enrolment;
import dev.quintet.application.subscriptions.Invoicing;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.subscriptions.QuotaReading;
import dev.quintet.application.subscriptions.Quotas;
import dev.quintet.application.subscriptions.PaymentReceipt;
import dev.quintet.application.subscriptions.PlanAdministration;
import dev.quintet.application.subscriptions.Subscribing;
import dev.quintet.application.subscriptions.SubscriptionRenewal;
import dev.quintet.application.subscriptions.TermsReading;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;

/** The activities of subscriptions: what is used, what is in force, and what follows from both. */
final class SubscriptionActivities {

  private SubscriptionActivities() {}

  static void add(Activities to, Activities.Ports ports, Activities.Surroundings around) {
    Clock clock = around.clock();
    to.add(
        Metering.class,
        () ->
            new Metering(
                ports.one(UsageLedger.class), to.get(Quotas.class), around.ids(), clock));
    to.add(
        Billing.class,
        () ->
            new Billing(
                to.get(Access.class),
                ports.one(UsageLedger.class),
                new FairShares("reads of usage at the same time", 4, 2)));
    to.add(
        UsageKeeping.class,
        () ->
            new UsageKeeping(
                ports.one(UsageLedger.class),
                ports.one(StatementStore.class),
                ports.one(TenantStore.class),
                clock));
    to.add(
        TermsReading.class,
        () -> new TermsReading(ports.one(PlanStore.class), ports.one(TermsStore.class), clock));
    to.add(
        Quotas.class,
        () ->
            new Quotas(
                to.get(TermsReading.class),
                ports.one(TenantStore.class),
                ports.one(UsageLedger.class),
                ports.one(QuotaLog.class),
                clock));
    to.add(
        QuotaReading.class,
        () ->
            new QuotaReading(
                to.get(Access.class),
                to.get(Quotas.class),
                ports.one(QuotaLog.class),
                ports.one(TenantStore.class),
                clock));
    to.add(
        Invoicing.class,
        () ->
            new Invoicing(
                to.get(Access.class),
                to.get(TermsReading.class),
                new Invoicing.Sources(
                    ports.one(TermsStore.class),
                    ports.one(SubscriptionStore.class),
                    ports.one(UsageLedger.class),
                    ports.one(TenantStore.class)),
                new FairShares("invoices at the same time", 4, 2)));
    to.add(
        Enrolment.class,
        () ->
            new Enrolment(
                ports.one(EnrolmentStore.class),
                ports.one(SubscriptionStore.class),
                ports.one(TenantStore.class),
                clock));
    to.add(
        Subscribing.class,
        () ->
            new Subscribing(
                to.get(Access.class),
                ports.one(SubscriptionStore.class),
                to.get(TermsReading.class),
                clock));
    to.add(
        PlanAdministration.class,
        () ->
            new PlanAdministration(
                to.get(Access.class),
                ports.one(PlanStore.class),
                ports.one(TermsStore.class),
                to.get(TermsReading.class),
                clock));
    to.add(
        PaymentReceipt.class,
        () ->
            new PaymentReceipt(
                ports.one(SubscriptionStore.class), ports.one(QuarantineStore.class), clock));
    to.add(
        SubscriptionRenewal.class,
        () ->
            new SubscriptionRenewal(
                ports.one(SubscriptionStore.class), ports.one(TenantStore.class), clock));
  }
}
