package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.quintet.domain.shared.CallContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CallLogTest {

  /** In whose name each line was written. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Map<String, String> calls = new ConcurrentHashMap<>();

    @Override
    protected void append(ILoggingEvent event) {
      CallContext call = CallContext.current();
      calls.put(event.getFormattedMessage(), call == null ? "nobody" : call.requestId());
    }
  }

  @Test
  void whatIsLoggedOfARequestIsLoggedInItsName() {
    Lines lines = new Lines();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(dev.quintet.application.calls.Failures.class);
    logger.setAdditive(false);
    logger.addAppender(lines);
    Map<String, String> told = new ConcurrentHashMap<>();
    try (RestServer server = RestServer.start();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.bean(FailingController.Next.class).set(new IllegalStateException("broken"));
      var calls =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      callers.submit(
                          () -> {
                            RestServer.Answer answer =
                                server.send(
                                    server.request("/failing", server.operator()).header("x-request-id", "r" + i));
                            told.put("error " + answer.text("error_id"), "r" + i);
                          }))
              .toList();
      for (var call : calls) {
        assertThat(call).succeedsWithin(Duration.ofSeconds(30));
      }
    } finally {
      logger.detachAppender(lines);
      logger.setAdditive(true);
    }

    assertThat(told).hasSize(200);
    assertThat(lines.calls).isEqualTo(told);
  }
}
