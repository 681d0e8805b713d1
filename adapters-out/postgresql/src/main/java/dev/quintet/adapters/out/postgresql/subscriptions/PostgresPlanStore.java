package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.UsagePrice;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans in {@code price_versions}, a row for each version. A version is added only behind one that is
 * there, and none is ever changed or removed: what was checked against the rows read before holds when
 * the row is added, unless another call adds the same version first.
 */
@Singleton
final class PostgresPlanStore implements PlanStore {

  private static final String LIST =
      """
      SELECT plan_id, version, name, effective_from, existing_from, currency, monthly, quarterly,
             yearly, minimum, usage, limits
      FROM quintet.price_versions
      ORDER BY plan_id, version""";

  private static final String ADD =
      """
      INSERT INTO quintet.price_versions (plan_id, version, name, effective_from, existing_from,
        currency, monthly, quarterly, yearly, minimum, usage, limits)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING""";

  private final PostgresPool pool;

  PostgresPlanStore(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
    this.pool = pool;
  }

  private record Row(String name, PriceVersion version) {}

  @Override
  public List<Plan> list(Deadline deadline) {
    return List.copyOf(pool.read("list plans", Scope.NONE, deadline, PostgresPlanStore::plans).values());
  }

  private static Map<PlanId, Plan> plans(PostgresTransaction transaction) throws SQLException {
    Map<PlanId, List<Row>> rows = new TreeMap<>();
    transaction
        .list(LIST, PostgresTransaction.Parameters.NONE, PostgresPlanStore::row)
        .forEach(row -> rows.computeIfAbsent(row.version.plan(), it -> new ArrayList<>()).add(row));
    Map<PlanId, Plan> plans = new TreeMap<>();
    rows.forEach(
        (id, some) ->
            plans.put(
                id, new Plan(id, some.getFirst().name, some.stream().map(Row::version).toList())));
    return plans;
  }

  private static Row row(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    PlanId plan = new PlanId(row.text());
    int version = row.integer();
    String name = row.text();
    Instant effective = row.time();
    @Nullable Instant existing = row.timeOrNull();
    Currency currency = Money.currency(row.text());
    Map<CycleLength, Money> prices = new EnumMap<>(CycleLength.class);
    for (CycleLength length : CycleLength.values()) {
      BigDecimal price = row.decimal();
      if (price != null) {
        prices.put(length, new Money(price, currency));
      }
    }
    BigDecimal minimum = Optional.ofNullable(row.decimal()).orElse(BigDecimal.ZERO);
    return new Row(
        name,
        new PriceVersion(
            plan,
            version,
            effective,
            existing,
            prices,
            new Money(minimum, currency),
            row.words(UsagePrice::of),
            row.words(Limit::of)));
  }

  @Override
  public Plan add(String name, PriceVersion version, Deadline deadline) {
    return pool.run(
        "add plan",
        deadline,
        transaction -> {
          Map<PlanId, Plan> plans = plans(transaction);
          @Nullable Plan before = plans.get(version.plan());
          if (before != null && before.versions().size() >= version.version()) {
            return same(before, version);
          }
          Plan after = behind(plans, before, name, version);
          if (transaction.update(ADD, (it, first) -> bind(it, first, after.name(), version)) == 0) {
            @Nullable Plan other = plans(transaction).get(version.plan());
            return same(other == null ? after : other, version);
          }
          return after;
        });
  }

  private static Plan behind(
      Map<PlanId, Plan> plans, @Nullable Plan before, String name, PriceVersion version) {
    List<PriceVersion> versions = new ArrayList<>(before == null ? List.of() : before.versions());
    versions.add(version);
    Plan after = new Plan(version.plan(), before == null ? name : before.name(), versions);
    if (before == null && plans.size() >= MOST_PLANS) {
      throw new ProblemException(new Problem.LimitExceeded("plans", MOST_PLANS, Duration.ZERO));
    }
    if (versions.size() > MOST_VERSIONS) {
      throw new ProblemException(
          new Problem.LimitExceeded("versions of a plan", MOST_VERSIONS, Duration.ZERO));
    }
    return after;
  }

  private static Plan same(Plan there, PriceVersion version) {
    if (there.versions().get(version.version() - 1).equals(version)) {
      return there;
    }
    throw new ProblemException(
        new Problem.AlreadyExists("version", version.plan() + " " + version.version()));
  }

  private static void bind(
      java.sql.PreparedStatement statement, int first, String name, PriceVersion version)
      throws SQLException {
    Parameters row =
        new Parameters(statement, first)
            .text(version.plan())
            .number(version.version())
            .text(name)
            .time(version.effectiveFrom())
            .time(version.existingFrom())
            .text(version.minimum().currency().getCurrencyCode());
    for (CycleLength length : CycleLength.values()) {
      row.decimal(version.price(length).map(Money::amount).orElse(null));
    }
    row.decimal(version.minimum().amount())
        .words(version.usage(), UsagePrice::text)
        .words(version.limits(), Limit::text);
  }
}
