package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a path behind the question mark, of which each parameter is known and there once. */
public final class Query {

  private static final int STANDARD_PAGE = 100;

  private final HttpParameters parameters;

  private Query(HttpParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @param names all it may have
   * @throws ProblemException Invalid for another one, or one that is there twice
   */
  public static Query of(HttpRequest<?> request, Set<String> names) {
    HttpParameters parameters = request.getParameters();
    for (String name : parameters.names()) {
      if (!names.contains(name)) {
        throw ProblemException.invalid(FieldName.of(name), "is not a parameter of this call");
      }
      if (parameters.getAll(name).size() > 1) {
        throw ProblemException.invalid(name, "is there twice");
      }
    }
    return new Query(parameters);
  }

  /**
   * A parameter that may be left out.
   *
   * @throws ProblemException Invalid for an empty one
   */
  public Optional<String> find(String name) {
    String value = parameters.get(name);
    if (value != null && value.isEmpty()) {
      throw ProblemException.invalid(name, "is empty");
    }
    return Optional.ofNullable(value);
  }

  /** Null for the first page. */
  public @Nullable Cursor cursor() {
    String cursor = parameters.get("cursor");
    return cursor == null ? null : new Cursor(cursor);
  }

  /** 100 unless asked for; the activity knows the most. */
  public int pageSize() {
    String size = parameters.get("page_size");
    if (size == null) {
      return STANDARD_PAGE;
    }
    try {
      return Integer.parseInt(size);
    } catch (NumberFormatException e) {
      throw ProblemException.invalid("page_size", "must be a whole number");
    }
  }
}
