package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.GrpcSettings;
import dev.quintet.adapters.in.grpc.kit.Inbound;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Begins streams of batches, and ends them when the service stops: their producers then send what
 * is unanswered to another process, or to this one when it is back.
 */
@Singleton
final class IngestStreams
    implements ServerCallHandler<Inbound<TickMessage>, IngestTicksResponse>,
        ApplicationEventListener<ServerShutdownEvent> {

  private static final Problem STOPPING = new Problem.Unavailable("this process, which is stopping,");

  private final IngestStream.House house;
  private final Set<IngestStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  IngestStreams(TickIngestion ingestion, IngestBudget budget, GrpcSettings settings, Clock clock) {
    this.house = new IngestStream.House(ingestion, budget, settings, clock);
  }

  @Override
  public ServerCall.Listener<Inbound<TickMessage>> startCall(
      ServerCall<Inbound<TickMessage>, IngestTicksResponse> call, Metadata headers) {
    Principal principal = GrpcMethods.principal();
    Access.require(principal, Permission.TICKS_WRITE);
    IngestStream stream = new IngestStream(call, principal, house, open::remove);
    open.add(stream);
    stream.begin();
    if (stopping) {
      stream.end(STOPPING);
    }
    return stream;
  }

  @Override
  public void onApplicationEvent(ServerShutdownEvent event) {
    stopping = true;
    open.forEach(stream -> stream.end(STOPPING));
  }

  /** Copies a message at once into an array and reads its columns from there. */
  static TickMessage decode(InputStream bytes) throws IOException {
    if (!(bytes instanceof KnownLength)) {
      byte[] all = bytes.readAllBytes();
      return TickMessage.parse(all, all.length);
    }
    byte[] content = new byte[bytes.available()];
    return TickMessage.parse(content, bytes.readNBytes(content, 0, content.length));
  }
}
