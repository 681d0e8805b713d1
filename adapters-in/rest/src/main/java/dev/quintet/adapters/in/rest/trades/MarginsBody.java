package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.trades.Margin;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Margins of an account by their ids.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record MarginsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<MarginBody> margins,
    @Nullable String nextCursor) {

  static MarginsBody of(Page<Margin> page) {
    return new MarginsBody(
        page.items().stream().map(MarginBody::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "margin", "account", "amount", "currency", "state", "expires_at", "trade", "operation",
            "reason"),
        margins.stream().<List<?>>map(MarginBody::cells).toList());
  }
}
