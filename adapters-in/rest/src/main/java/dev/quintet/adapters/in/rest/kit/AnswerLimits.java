package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.calls.Call;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Refuses what is more than the caller's limits allow one answer. Requests that change something are
 * answered whatever their answer has: what they did is done.
 */
@Singleton
final class AnswerLimits {

  private final ObjectMapper json;

  AnswerLimits(ObjectMapper json) {
    this.json = json;
  }

  /** The answer, or the problem with it. */
  HttpResponse<?> within(Call call, HttpRequest<?> request, HttpResponse<?> response) {
    Object body = response.body();
    boolean reading =
        request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    if (!reading || body == null) {
      return response;
    }
    try {
      call.giving(rows(body), bytes(body));
      return response;
    } catch (ProblemException e) {
      return ProblemResponse.of(e.problem()).answer(request);
    }
  }

  private long bytes(Object body) {
    try {
      return body instanceof byte[] written ? written.length : json.writeValueAsBytes(body).length;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into memory
    }
  }

  /** Elements of its longest list; 1 when it has none. */
  private static long rows(Object body) {
    return BeanIntrospector.SHARED.findIntrospection(body.getClass()).stream()
        .flatMap(it -> it.getBeanProperties().stream())
        .filter(it -> Collection.class.isAssignableFrom(it.getType()))
        .mapToLong(it -> ((Collection<?>) value(it, body)).size())
        .max()
        .orElse(1);
  }

  @SuppressWarnings("unchecked")
  private static Object value(BeanProperty<?, ?> property, Object body) {
    return ((BeanProperty<Object, Object>) property).get(body);
  }
}
