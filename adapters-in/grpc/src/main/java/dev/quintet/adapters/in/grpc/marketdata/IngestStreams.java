package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.GrpcSettings;
import dev.quintet.adapters.in.grpc.kit.Inbound;
import dev.quintet.application.calls.Call;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.shared.Workers;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Observer;
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
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Begins streams of batches, and ends them when the service stops: their producers then send what
 * is unanswered to another process, or to this one when it is back.
 */
@Singleton
final class IngestStreams
    implements ServerCallHandler<Inbound<byte[]>, IngestTicksResponse>,
        ApplicationEventListener<ServerShutdownEvent> {

  private static final Problem STOPPING = new Problem.Unavailable("this process, which is stopping,");

  final TickIngestion ingestion;
  final Workers workers;
  final GrpcSettings settings;
  final Clock clock;
  private final Set<IngestStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  IngestStreams(
      TickIngestion ingestion,
      Workers workers,
      GrpcSettings settings,
      Clock clock,
      @Nullable Observer observer) {
    Observer.orNone(observer)
        .gauge(
            "ingest_rows",
            "held",
            "Rows of batches in memory that are not answered yet",
            ingestion.shares()::used);
    this.ingestion = ingestion;
    this.workers = workers;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public ServerCall.Listener<Inbound<byte[]>> startCall(
      ServerCall<Inbound<byte[]>, IngestTicksResponse> call, Metadata headers) {
    Principal principal = Call.current().caller();
    Access.require(principal, Permission.TICKS_WRITE);
    IngestStream stream = new IngestStream(call, principal, this);
    open.add(stream);
    stream.onReady();
    if (stopping) {
      stream.end(STOPPING);
    }
    return stream;
  }

  void ended(IngestStream stream) {
    open.remove(stream);
  }

  @Override
  public void onApplicationEvent(ServerShutdownEvent event) {
    stopping = true;
    open.forEach(stream -> stream.end(STOPPING));
  }

  /** Copies a message at once; it is decoded by a worker, and not on the event loop. */
  static byte[] copy(InputStream bytes) throws IOException {
    if (!(bytes instanceof KnownLength)) {
      return bytes.readAllBytes();
    }
    byte[] content = new byte[bytes.available()];
    int length = bytes.readNBytes(content, 0, content.length);
    return length == content.length ? content : Arrays.copyOf(content, length);
  }
}
