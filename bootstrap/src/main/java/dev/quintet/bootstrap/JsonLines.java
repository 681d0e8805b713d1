package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.quintet.domain.shared.CallContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The log, a JSON object in each line: {@code time, level, logger, message}, then of the call that the
 * thread works for {@code tenant, principal, request_id, trace_id}, then what the line is about, then
 * {@code error}. Nobody sets and clears fields by thread: they are read from the call itself.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

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
    Line line = new Line();
    line.add("time", event.getInstant().toString());
    line.add("level", event.getLevel().toString());
    line.add("logger", event.getLoggerName());
    line.add("message", event.getFormattedMessage());
    CallContext call = CallContext.current();
    if (call != null) {
      line.add("tenant", call.tenant());
      line.add("principal", call.principal());
      line.add("request_id", call.requestId());
      line.add("trace_id", call.observation().traceId());
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        line.add(pair.key, pair.value);
      }
    }
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      line.add("error", LoggedFailure.of(thrown.getThrowable()));
    }
    return line.end().getBytes(UTF_8);
  }

  /** A flat object. */
  private static final class Line {
    private final StringBuilder json = new StringBuilder(256);

    private void add(String name, @Nullable Object value) {
      if (value == null) {
        return;
      }
      json.append(json.isEmpty() ? "{" : ",");
      text(name);
      json.append(':');
      if (value instanceof Number || value instanceof Boolean) {
        json.append(value);
      } else {
        text(value.toString());
      }
    }

    private void text(String value) {
      json.append('"');
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '"', '\\' -> json.append('\\').append(c);
          case '\n' -> json.append("\\n");
          case '\t' -> json.append("\\t");
          default -> {
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
              json.append("\\u%04x".formatted((int) c));
            } else {
              json.append(c);
            }
          }
        }
      }
      json.append('"');
    }

    private String end() {
      return json.append("}\n").toString();
    }
  }
}
