package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.RouteAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks with: the part of its path behind the question mark, of which each parameter is
 * known and there once, and the headers of its own that its route declares.
 */
public final class Query {

  private static final Pattern VERSION = Pattern.compile("\"[1-9][0-9]{0,17}\"");
  private static final int STANDARD_PAGE = 100;
  private static final int LONGEST_SHOWN = 64;

  private final HttpRequest<?> request;
  private final Set<String> names;

  private Query(HttpRequest<?> request, Set<String> names) {
    this.request = request;
    this.names = names;
  }

  /**
   * Reads what the route of the request declares.
   *
   * @throws ProblemException Invalid for another parameter, or one that is there twice
   */
  public static Query of(HttpRequest<?> request) {
    HttpParameters parameters = request.getParameters();
    Set<String> names = declared(request, "query").collect(Collectors.toSet());
    for (String name : parameters.names()) {
      if (!names.contains(name)) {
        throw ProblemException.invalid(shown(name), "is not a parameter of this call");
      }
      if (parameters.getAll(name).size() > 1) {
        throw ProblemException.invalid(name, "is there twice");
      }
    }
    return new Query(request, names);
  }

  /** A caller's own word for a field, as far as it can be shown in an answer and a log. */
  static String shown(String word) {
    String shown = word.replaceAll("[^A-Za-z0-9_.-]", "?");
    return shown.substring(0, Math.min(LONGEST_SHOWN, shown.length()));
  }

  /** The names in a part of the {@link Operation} that the route of the request is. */
  static Stream<String> declared(HttpRequest<?> request, String part) {
    return RouteAttributes.getRouteInfo(request).stream()
        .flatMap(it -> Stream.of(it.getAnnotationMetadata().stringValues(Operation.class, part)));
  }

  private @Nullable String get(String name) {
    requireDeclared(name, names.contains(name));
    return request.getParameters().get(name);
  }

  private static void requireDeclared(String name, boolean declared) {
    if (!declared) {
      throw new IllegalStateException("the operation does not declare " + name);
    }
  }

  /**
   * A header that the route declares; empty when the request has none.
   *
   * @throws ProblemException Invalid when it is there twice
   */
  public static Optional<String> header(HttpRequest<?> request, String name) {
    requireDeclared(name, declared(request, "headers").anyMatch(name::equals));
    return Optional.ofNullable(CallFilter.only(request, name));
  }

  /**
   * The version in a header {@code if-match}, as {@link #etag} writes it; 0 when the request has none.
   *
   * @throws ProblemException Invalid when it is no tag of a version
   */
  public static long version(HttpRequest<?> request) {
    return header(request, "if-match").map(Query::version).orElse(0L);
  }

  private static long version(String tag) {
    if (!VERSION.matcher(tag).matches()) {
      throw ProblemException.invalid("if-match", "must be the etag of an earlier answer");
    }
    return Long.parseLong(tag, 1, tag.length() - 1, 10);
  }

  /**
   * The caller's id of what a request makes.
   *
   * @throws ProblemException Invalid when it has none
   */
  public static String idempotencyKey(HttpRequest<?> request) {
    return header(request, "idempotency-key")
        .orElseThrow(() -> ProblemException.invalid("idempotency-key", "is missing"));
  }

  /**
   * An instant, as {@code 2026-11-01T00:00:00Z}.
   *
   * @param field of the request, for the problem
   */
  public static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.invalid(field, "must be an instant (2026-11-01T00:00:00Z)");
    }
  }

  /** The tag of a version, for the header {@code etag}. */
  public static String etag(long version) {
    return "\"" + version + "\"";
  }

  /** Whether this is the form in which the caller prefers its answer. */
  public boolean prefers(MediaType type) {
    return request.getHeaders().accept().stream().findFirst().filter(type::equals).isPresent();
  }

  /**
   * A parameter that may be left out.
   *
   * @throws ProblemException Invalid for an empty one
   */
  public Optional<String> find(String name) {
    String value = get(name);
    if (value != null && value.isEmpty()) {
      throw ProblemException.invalid(name, "is empty");
    }
    return Optional.ofNullable(value);
  }

  /**
   * A parameter that must be given.
   *
   * @throws ProblemException Invalid for one that is missing or empty
   */
  public String required(String name) {
    return find(name).orElseThrow(() -> ProblemException.invalid(name, "is missing"));
  }

  /**
   * Whether a parameter, which may be left out, is {@code true}.
   *
   * @throws ProblemException Invalid for anything but {@code true} and {@code false}
   */
  public boolean flag(String name) {
    return switch (find(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ProblemException.invalid(name, "must be true or false");
    };
  }

  /** Null for the first page. */
  public @Nullable Cursor cursor() {
    String cursor = get("cursor");
    return cursor == null ? null : new Cursor(cursor);
  }

  /** 100 unless asked for; the activity knows the most. */
  public int pageSize() {
    return number("page_size", STANDARD_PAGE);
  }

  /**
   * A whole number that may be left out.
   *
   * @throws ProblemException Invalid for anything else
   */
  public int number(String name, int otherwise) {
    String number = get(name);
    if (number == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw ProblemException.invalid(name, "must be a whole number");
    }
  }
}
