package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.Invoice;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserId;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Invoices of one month, of every tenant by id: the tenant's own, then those of its users that have, or had,
 * a subscription of their own. Each is worked out when it is taken. What is in memory does not grow with
 * their number: at most {@value #PAGE} tenants, and as many subscriptions of one of them.
 *
 * <p>For one thread. Its methods throw what {@link Invoicing#preview} does, and it cannot be used further
 * then.
 */
public final class InvoiceReport implements Iterator<Invoice> {

  static final int PAGE = 100;

  private final Walk<Tenant> tenants;
  private final Invoicing.Sources sources;
  private final Supplier<Deadline> deadlines;
  private final Function<Owner, Invoice> invoice;
  private @Nullable Walk<Subscription> subscriptions;
  private @Nullable Tenant tenant;
  private @Nullable Owner next;

  /**
   * Who pays.
   *
   * @param user null: the tenant
   */
  record Owner(Tenant tenant, @Nullable UserId user) {}

  /**
   * @param after the tenant behind which it begins; null: with the first
   * @param deadlines of each question and each invoice
   */
  InvoiceReport(
      Invoicing.Sources sources,
      @Nullable TenantId after,
      Supplier<Deadline> deadlines,
      Function<Owner, Invoice> invoice) {
    this.sources = sources;
    this.deadlines = deadlines;
    this.invoice = invoice;
    this.tenants =
        new Walk<>(
            after == null ? null : TenantStore.LISTING.behind(List.of(after.value())),
            from -> sources.tenants().list(from, PAGE, deadlines.get()));
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public Invoice next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Owner owner = next;
    next = null;
    return invoice.apply(owner);
  }

  private @Nullable Owner find() {
    while (subscriptions != null && subscriptions.hasNext()) {
      Subscription one = subscriptions.next();
      if (one.user() != null && isFirst(one)) {
        return new Owner(Objects.requireNonNull(tenant), one.user());
      }
    }
    while (tenants.hasNext()) {
      Tenant found = tenants.next();
      if (!found.id().isInternal()) {
        tenant = found;
        subscriptions =
            new Walk<>(
                null,
                from ->
                    sources
                        .subscriptions()
                        .list(found.id(), null, from, PAGE, deadlines.get()));
        return new Owner(found, null);
      }
    }
    return null;
  }

  /** Of its user: who has had several has one invoice. */
  private boolean isFirst(Subscription one) {
    return sources
        .subscriptions()
        .list(one.tenant(), one.user(), null, 1, deadlines.get())
        .items()
        .getFirst()
        .id()
        .equals(one.id());
  }

  /** Tenants and subscriptions in memory. */
  int held() {
    return tenants.held() + (subscriptions == null ? 0 : subscriptions.held());
  }

  /** A listing, page for page. */
  private static final class Walk<T> implements Iterator<T> {
    private final Function<@Nullable Cursor, Page<T>> fetch;
    private @Nullable Cursor from;
    private boolean last;
    private List<T> page = List.of();
    private Iterator<T> items = Collections.emptyIterator();

    private Walk(@Nullable Cursor from, Function<@Nullable Cursor, Page<T>> fetch) {
      this.from = from;
      this.fetch = fetch;
    }

    @Override
    public boolean hasNext() {
      while (!items.hasNext() && !last) {
        Page<T> fetched = fetch.apply(from);
        page = fetched.items();
        items = page.iterator();
        from = fetched.nextCursor();
        last = from == null;
      }
      return items.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.next();
    }

    private int held() {
      return page.size();
    }
  }
}
