package dev.quintet.adapters.in.rest.kit;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows as JSON, or as CSV for whom prefers it. */
@Singleton
public final class TableAnswers {

  public static final String CSV = "text/csv";
  public static final String NEXT_CURSOR = "x-next-cursor";

  private final ObjectMapper json;

  TableAnswers(ObjectMapper json) {
    this.json = json;
  }

  /**
   * An answer of either kind.
   *
   * @param next cursor of the next page; null: there is none
   */
  public HttpResponse<byte[]> answer(Query query, Object body, @Nullable String next, CsvLines table) {
    var answer =
        query.prefers(MediaType.of(CSV))
            ? HttpResponse.ok(table.text().getBytes(StandardCharsets.UTF_8))
                .contentType(CSV + ";charset=utf-8;header=present")
            : HttpResponse.ok(bytes(body)).contentType(MediaType.APPLICATION_JSON);
    return next == null ? answer : answer.header(NEXT_CURSOR, next);
  }

  private byte[] bytes(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into memory
    }
  }
}
