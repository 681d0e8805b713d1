package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.tenancy.TenantId;
import org.junit.jupiter.api.Test;

/** What every {@link GenerationIndex} does with what an index has. */
public interface GenerationIndexContract {

  /** Of two of one name the one of the higher version is the later. */
  record Item(String name, long version) {}

  GenerationIndex generations();

  void put(TenantId tenant, Item... items);

  void build(TenantId tenant, long generation, Item... items);

  /** What reads of that tenant find. */
  Object shown(TenantId tenant);

  /** What reads find of these. */
  Object of(Item... items);

  @Test
  default void whatIsBuiltIsReadOnceItIsShownAndByThisTenantOnly() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    Item old = new Item("old", 9);
    Item both = new Item("both", 2);
    Item built = new Item("old", 1);
    put(tenant, old);
    put(other, old);
    long generation = generations().begin(tenant, Fresh.deadline());
    assertThat(generations().begin(tenant, Fresh.deadline())).isEqualTo(generation);
    put(tenant, both);
    build(tenant, generation, built);
    assertThat(shown(tenant)).isEqualTo(of(old, both));
    generations().show(tenant, generation, Fresh.deadline());
    assertThat(shown(tenant)).isEqualTo(of(built, both));
    generations().show(tenant, generation, Fresh.deadline());
    generations().clear(tenant, Fresh.deadline());
    assertThat(shown(tenant)).isEqualTo(of(built, both));
    assertThat(shown(other)).as("another tenant").isEqualTo(of(old));
    Item after = new Item("after", 3);
    put(tenant, after);
    assertThat(shown(tenant)).isEqualTo(of(built, both, after));
  }

  @Test
  default void anEarlierGenerationIsNeverShownAgain() {
    TenantId tenant = Fresh.tenant();
    Item item = new Item("1", 1);
    long first = generations().begin(tenant, Fresh.deadline());
    generations().show(tenant, first, Fresh.deadline());
    long second = generations().begin(tenant, Fresh.deadline());
    assertThat(second).isGreaterThan(first);
    build(tenant, second, item);
    generations().show(tenant, second, Fresh.deadline());
    generations().show(tenant, first, Fresh.deadline());
    assertThat(shown(tenant)).isEqualTo(of(item));
  }
}
