package dev.quintet.bootstrap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.quintet.domain.shared.CallContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

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
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    add(json, "time", event.getInstant());
    add(json, "level", event.getLevel());
    add(json, "logger", event.getLoggerName());
    add(json, "message", event.getFormattedMessage());
    CallContext call = CallContext.current();
    if (call != null) {
      add(json, "tenant", call.tenant());
      add(json, "principal", call.principal());
      add(json, "request_id", call.requestId());
      add(json, "trace_id", call.observation().traceId());
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        add(json, pair.key, pair.value);
      }
    }
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      add(json, "error", LoggedFailure.of(thrown.getThrowable()));
    }
  }

  private static void add(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value == null) {
      return;
    }
    json.writeFieldName(name);
    switch (value) {
      case Number number -> json.writeNumber(number.toString());
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }
}
