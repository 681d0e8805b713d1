package dev.quintet.adapters.in.grpc.kit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * Limits of the gRPC server; where it listens and its TLS are {@code grpc.server.*}.
 *
 * @param deadline of a call that names none
 * @param maxDeadline of a call, whatever it names
 * @param streamDeadline of an answer of many messages that names none
 * @param maxStreamDeadline of an answer of many messages, whatever it names
 * @param handshakeDeadline for a new connection to begin to speak, and for its handshake of TLS
 * @param authenticationDeadline for looking up a credential
 * @param ingestDeadline of one batch of a stream of batches
 * @param readerPatience how long an answer waits for a reader that does not read
 * @param maxMessageBytes of one message
 * @param maxMetadataBytes of the headers of one call
 * @param maxStreams calls at the same time on one connection
 * @param streamBatches batches of one stream that are not answered yet
 * @param streamRows weight of those batches, in rows
 * @param keepAlive a connection without traffic is asked for a sign of life after this
 * @param keepAliveTimeout and closed when none comes
 * @param maxIdle a connection without calls is closed
 * @param maxAge a connection is replaced
 * @param reflection whether the interface can be listed over the wire
 */
@ConfigurationProperties("quintet.grpc")
public record GrpcSettings(
    @Bindable(defaultValue = "30s") Duration deadline,
    @Bindable(defaultValue = "2m") Duration maxDeadline,
    @Bindable(defaultValue = "10m") Duration streamDeadline,
    @Bindable(defaultValue = "1h") Duration maxStreamDeadline,
    @Bindable(defaultValue = "10s") Duration handshakeDeadline,
    @Bindable(defaultValue = "5s") Duration authenticationDeadline,
    @Bindable(defaultValue = "30s") Duration ingestDeadline,
    @Bindable(defaultValue = "1m") Duration readerPatience,
    @Bindable(defaultValue = "16MB") @ReadableBytes int maxMessageBytes,
    @Bindable(defaultValue = "8KB") @ReadableBytes int maxMetadataBytes,
    @Bindable(defaultValue = "1000") int maxStreams,
    @Bindable(defaultValue = "16") int streamBatches,
    @Bindable(defaultValue = "400000") int streamRows,
    @Bindable(defaultValue = "30s") Duration keepAlive,
    @Bindable(defaultValue = "10s") Duration keepAliveTimeout,
    @Bindable(defaultValue = "30m") Duration maxIdle,
    @Bindable(defaultValue = "1h") Duration maxAge,
    @Bindable(defaultValue = "false") boolean reflection) {

  public GrpcSettings {
    within("deadline", deadline, maxDeadline);
    within("max-deadline", maxDeadline, Duration.ofHours(1));
    within("stream-deadline", streamDeadline, maxStreamDeadline);
    within("max-stream-deadline", maxStreamDeadline, Duration.ofDays(1));
    within("handshake-deadline", handshakeDeadline, Duration.ofMinutes(1));
    within("authentication-deadline", authenticationDeadline, Duration.ofMinutes(1));
    within("ingest-deadline", ingestDeadline, Duration.ofMinutes(10));
    within("reader-patience", readerPatience, Duration.ofHours(1));
    within("max-message-bytes", maxMessageBytes, 1_024, 64 * 1_024 * 1_024);
    within("max-metadata-bytes", maxMetadataBytes, 1_024, 1_024 * 1_024);
    within("max-streams", maxStreams, 1, 100_000);
    within("stream-batches", streamBatches, 1, 1_024);
    within("stream-rows", streamRows, 1, 100_000_000);
    within("keep-alive", keepAlive, Duration.ofDays(1));
    within("keep-alive-timeout", keepAliveTimeout, Duration.ofHours(1));
    within("max-idle", maxIdle, Duration.ofDays(30));
    within("max-age", maxAge, Duration.ofDays(30));
  }

  private static void within(String key, Duration value, Duration most) {
    if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "quintet.grpc." + key + " must be above 0 and at most " + most + ", is " + value);
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "quintet.grpc." + key + " must be " + least + " to " + most + ", is " + value);
    }
  }
}
