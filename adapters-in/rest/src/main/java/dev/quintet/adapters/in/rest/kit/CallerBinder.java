package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.calls.Caller;
import dev.quintet.domain.shared.Deadline;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a controller the caller that the filter admitted. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {

  private final RestSettings settings;

  CallerBinder(RestSettings settings) {
    this.settings = settings;
  }

  @Override
  public Argument<Caller> argumentType() {
    return Argument.of(Caller.class);
  }

  @Override
  public BindingResult<Caller> bind(
      ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
    Optional<Caller> caller =
        CallFilter.call(request)
            .map(call -> new Caller(call.caller(), Deadline.after(settings.deadline())));
    return () -> caller;
  }
}
