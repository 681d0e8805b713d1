package dev.quintet.adapters.in.rest.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.users.AccountEntry;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an account's money as it was recorded.
 *
 * @param amount by which the balance changed, as a decimal number in text
 * @param locked by which the locked part changed
 * @param sequence 1 for the first of its account, without a gap
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record EntryBody(
    String entryId,
    String reason,
    String amount,
    String currency,
    String locked,
    @JsonInclude(JsonInclude.Include.ALWAYS) String note,
    String at,
    long sequence,
    String balanceAfter,
    String lockedAfter,
    String recordedAt) {

  /**
   * Entries in their order.
   *
   * @param nextCursor not there on the last page
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<EntryBody> entries,
      @Nullable String nextCursor) {

    static Listing of(Page<AccountEntry> page) {
      return new Listing(
          page.items().stream().map(EntryBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static EntryBody of(AccountEntry entry) {
    AccountEntry.Change change = entry.change();
    return new EntryBody(
        change.id(),
        Words.of(change.reason()),
        AccountBody.text(change.amount()),
        change.amount().currency().getCurrencyCode(),
        AccountBody.text(change.locked()),
        change.note(),
        change.at().toString(),
        entry.sequence(),
        AccountBody.text(entry.after().total()),
        AccountBody.text(entry.after().locked()),
        entry.recordedAt().toString());
  }
}
