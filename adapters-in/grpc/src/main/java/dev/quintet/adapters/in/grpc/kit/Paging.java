package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.ProblemException;
import org.jspecify.annotations.Nullable;

/** Pages of listings as they are asked for. */
public final class Paging {

  private static final int STANDARD = 100;

  private Paging() {}

  /** Null for the first page. */
  public static @Nullable Cursor cursor(String text) {
    return text.isEmpty() ? null : new Cursor(text);
  }

  /** 100 for 0; the activity knows the most. */
  public static int limit(int pageSize) {
    if (pageSize < 0) {
      throw ProblemException.invalid("page_size", "is too large");
    }
    return pageSize == 0 ? STANDARD : pageSize;
  }
}
