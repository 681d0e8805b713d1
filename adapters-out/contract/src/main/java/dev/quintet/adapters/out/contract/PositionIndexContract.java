package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link PositionIndex} does. */
public interface PositionIndexContract {

  PositionIndex index();

  private static Position.Key key(String account, String symbol, String hedge) {
    return new Position.Key(new AccountId(account), new Symbol(symbol), hedge);
  }

  private static CurrentPosition position(Position.Key key, long version) {
    Money zero = Money.zero(Money.currency("EUR"));
    return new CurrentPosition(
        new PositionSummary(
            key,
            new BigDecimal(version).setScale(8),
            new BigDecimal("1.00000000"),
            zero,
            zero,
            Costs.none(zero.currency()),
            1,
            TradesContract.AT),
        new UserId("ann"),
        version);
  }

  private void put(TenantId tenant, CurrentPosition... positions) {
    index().put(tenant, List.of(positions), Fresh.deadline());
  }

  private Optional<CurrentPosition> find(TenantId tenant, Position.Key key) {
    CompletableFuture<Optional<CurrentPosition>> answer = new CompletableFuture<>();
    index().find(tenant, key, answer::complete);
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  default void aPositionIsFoundAsItWasPut() {
    TenantId tenant = Fresh.tenant();
    Position.Key key = key("a".repeat(64), "S".repeat(32), "h".repeat(100));
    Money most = Money.parse("amount", "-9999999999999999.9999", "JPY");
    CurrentPosition extreme =
        new CurrentPosition(
            new PositionSummary(
                key,
                new BigDecimal("-" + "9".repeat(30) + ".99999999"),
                new BigDecimal("9999999999.99999999"),
                most,
                most.negated(),
                new Costs(most, most, most.negated()),
                Integer.MAX_VALUE,
                Instant.parse("2262-04-11T23:47:16.854775Z")),
            new UserId("u".repeat(64)),
            Long.MAX_VALUE);
    assertThat(find(tenant, key)).isEmpty();
    put(tenant, extreme);
    assertThat(find(tenant, key)).contains(extreme);
    CurrentPosition flat = position(key("b", "DAX", ""), 0);
    put(tenant, flat);
    assertThat(find(tenant, flat.position().key())).as("a flat one too").contains(flat);
    put(tenant);
  }

  @Test
  default void theHighestVersionStaysWhateverComesLater() {
    TenantId tenant = Fresh.tenant();
    Position.Key key = key("a", "DAX", "");
    for (long version : List.of(2L, 1L, 2L)) {
      put(tenant, position(key, version));
      assertThat(find(tenant, key)).contains(position(key, 2));
    }
    for (long version : List.of(127L, 128L, 255L, 256L, 65_536L, 1L << 40, Long.MAX_VALUE)) {
      put(tenant, position(key, version), position(key, version - 1));
      assertThat(find(tenant, key)).contains(position(key, version));
    }
  }

  @Test
  default void manyArePutTogether() {
    TenantId tenant = Fresh.tenant();
    List<CurrentPosition> many =
        LongStream.range(0, 250).mapToObj(i -> position(key("a-" + i, "DAX", ""), i)).toList();
    index().put(tenant, many, Fresh.deadline());
    assertThat(many).allSatisfy(it -> assertThat(find(tenant, it.position().key())).contains(it));
  }

  @Test
  default void eachKeyOfEachTenantIsItsOwn() {
    TenantId tenant = Fresh.tenant();
    CurrentPosition one = position(key("a:b", "C", "d"), 1);
    put(tenant, one);
    assertThat(find(Fresh.tenant(), one.position().key())).isEmpty();
    for (Position.Key other :
        List.of(key("a", "B", "c:d"), key("a:b", "C", ""), key("a:b:C", "D", ""), key("a", "C", "d"))) {
      assertThat(find(tenant, other)).isEmpty();
    }
  }

  private Set<Position.Key> walked(TenantId tenant) {
    Set<Position.Key> all = new HashSet<>();
    String after = null;
    do {
      PositionIndex.Step step = index().walk(tenant, after, Fresh.deadline());
      all.addAll(step.keys());
      after = step.next();
    } while (after != null);
    return all;
  }

  @Test
  default void whatIsThereOfATenantIsFoundByWalkingAndTakenOut() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    assertThat(walked(tenant)).isEmpty();
    List<CurrentPosition> many = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      many.add(position(key("a:" + i, "S[A]", i % 2 == 0 ? "" : "h:\u00e9:1"), i));
    }
    index().put(tenant, many, Fresh.deadline());
    CurrentPosition others = position(key("a:1", "S[A]", ""), 1);
    put(other, others);
    List<Position.Key> keys = many.stream().map(it -> it.position().key()).toList();
    assertThat(walked(tenant)).containsExactlyInAnyOrderElementsOf(keys);
    Position.Key none = key("none", "DAX", "");
    List<Position.Key> asked = new ArrayList<>(keys);
    asked.add(none);
    Map<Position.Key, Optional<CurrentPosition>> held =
        index().held(tenant, asked, Fresh.deadline());
    assertThat(held).hasSize(many.size());
    assertThat(many)
        .allSatisfy(it -> assertThat(held.get(it.position().key())).contains(it));
    index().remove(tenant, asked.subList(1, asked.size()), Fresh.deadline());
    index().remove(tenant, List.of(others.position().key(), none), Fresh.deadline());
    assertThat(walked(tenant)).containsExactly(keys.getFirst());
    assertThat(walked(other)).as("of another tenant").containsExactly(others.position().key());
    put(tenant, position(keys.get(1), 0));
    assertThat(find(tenant, keys.get(1))).as("an earlier one").contains(position(keys.get(1), 0));
  }
}
