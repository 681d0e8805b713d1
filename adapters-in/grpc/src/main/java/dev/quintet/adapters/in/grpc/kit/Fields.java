package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fields of messages as values: times are microseconds since 1970, and what is empty is not given. */
public final class Fields {

  private Fields() {}

  /** A fault is named with the place of its message: {@code fills[3].quantity}. */
  public static <M, T> List<T> each(String name, List<M> messages, Function<M, T> of) {
    List<T> read = new ArrayList<>(messages.size());
    for (M message : messages) {
      read.add(at(name + "[" + read.size() + "]", () -> of.apply(message)));
    }
    return read;
  }

  /** A fault is named with that place. */
  public static <T> T at(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Invalid(String field, String reason)) {
        throw new ProblemException(new Problem.Invalid(place + "." + field, reason), e);
      }
      throw e;
    }
  }

  /** Null for an empty text. */
  public static <T> @Nullable T given(String text, Function<String, T> of) {
    return text.isEmpty() ? null : of.apply(text);
  }

  /** Null for 0. */
  public static @Nullable Instant given(String field, long micros) {
    return micros == 0 ? null : instant(field, micros);
  }

  public static Instant instant(String field, long micros) {
    if (micros < 0) {
      throw ProblemException.invalid(field, "is negative");
    }
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** Of the next page; empty behind the last. */
  public static String cursor(Page<?> page) {
    return page.next().map(Cursor::value).orElse("");
  }
}
