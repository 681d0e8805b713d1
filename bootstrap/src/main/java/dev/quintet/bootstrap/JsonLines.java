package dev.quintet.bootstrap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.quintet.domain.shared.CallContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The log, a JSON object in each line: {@code time, level, logger, message}, then of the call that the
 * thread works for {@code tenant, principal, request_id, trace_id}, then what the line is about, then
 * {@code error}. Nobody sets and clears fields by thread: they are read from the call itself.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  /** ASCII only: neither half of a pair of characters nor a control character is seen. */
  private static final JSON JSON_LINE =
      JSON.builder(new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    write(event, line);
    try {
      return (JSON_LINE.asString(line) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ILoggingEvent event, Map<String, Object> line) {
    add(line, "time", event.getInstant());
    add(line, "level", event.getLevel());
    add(line, "logger", event.getLoggerName());
    add(line, "message", event.getFormattedMessage());
    CallContext call = CallContext.current();
    if (call != null) {
      add(line, "tenant", call.tenant());
      add(line, "principal", call.principal());
      add(line, "request_id", call.requestId());
      add(line, "trace_id", call.observation().traceId());
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        add(line, pair.key, pair.value);
      }
    }
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      add(line, "error", LoggedFailure.of(thrown.getThrowable()));
    }
  }

  private static void add(Map<String, Object> line, String name, @Nullable Object value) {
    if (value != null) {
      boolean plain = value instanceof Number || value instanceof Boolean;
      line.put(name, plain ? value : value.toString());
    }
  }
}
