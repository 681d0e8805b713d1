package dev.quintet.adapters.in.rest;

import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/** Fails as a test wants it, so that each failure can be seen from outside. */
@Controller("/failing")
final class FailingController {

  /** What the next call throws. */
  @Singleton
  static final class Next extends AtomicReference<RuntimeException> {

    private static final long serialVersionUID = 1L;

    void problem(Problem problem) {
      set(new ProblemException(problem));
    }
  }

  private final Next next;

  FailingController(Next next) {
    this.next = next;
  }

  @Get
  String fail() {
    throw next.get();
  }

  /** Reads a parameter that its operation lacks. */
  @Get("/undeclared")
  String readUndeclared(HttpRequest<?> request) {
    return Query.of(request).find("size").orElse("");
  }
}
