package dev.quintet.adapters.in.grpc.kit;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.quintet.domain.shared.Problem;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Decodes requests; see {@link Inbound}. */
final class InboundMarshaller<T> implements Marshaller<Inbound<T>> {

  private final GrpcMethods.Decoding<T> decoding;
  private final int maxMessageBytes;

  InboundMarshaller(GrpcMethods.Decoding<T> decoding, int maxMessageBytes) {
    this.decoding = decoding;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public Inbound<T> parse(InputStream bytes) {
    try {
      if (bytes instanceof KnownLength && bytes.available() > maxMessageBytes) {
        return tooLarge();
      }
      return new Inbound.Message<>(decoding.decode(bytes));
    } catch (InvalidProtocolBufferException e) {
      return malformed();
    } catch (StatusRuntimeException e) {
      // What the transport throws while a compressed message turns out to be larger than allowed.
      return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED ? tooLarge() : malformed();
    } catch (IOException e) {
      return malformed();
    }
  }

  private static <T> Inbound<T> malformed() {
    return new Inbound.Malformed<>(Inbound.MALFORMED);
  }

  private Inbound<T> tooLarge() {
    return new Inbound.Malformed<>(
        new Problem.LimitExceeded("bytes per message", maxMessageBytes, Duration.ZERO));
  }

  @Override
  public InputStream stream(Inbound<T> value) {
    throw new IllegalStateException("a server sends no requests");
  }
}
