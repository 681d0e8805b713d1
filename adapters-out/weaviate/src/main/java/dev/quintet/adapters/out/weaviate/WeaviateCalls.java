package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateGrpc;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateGrpc.WeaviateBlockingStub;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoAggregate.AggregateRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObjectsReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObjectsRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects, which are asked for and sent by gRPC with the key that serves tenants, each call until its
 * own deadline. Failures come as the server's: whether a tenant is missing is for who asked.
 */
@Singleton
@WhereEnabled
final class WeaviateCalls implements AutoCloseable {

  private static final int MOST_BYTES = 1 << 27;

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Observer observer;
  private final ManagedChannel channel;
  private final WeaviateBlockingStub stub;

  WeaviateCalls(WeaviateConfiguration configuration, @Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
    ManagedChannelBuilder<?> builder =
        ManagedChannelBuilder.forAddress(configuration.url().getHost(), configuration.grpcPort())
            .maxInboundMessageSize(MOST_BYTES);
    this.channel = (configuration.encrypted() ? builder : builder.usePlaintext()).build();
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + configuration.key());
    this.stub =
        WeaviateGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  List<SearchResult> search(String operation, SearchRequest request, Deadline deadline) {
    return ask(operation, deadline, it -> it.search(request)).getResultsList();
  }

  long count(String operation, AggregateRequest request, Deadline deadline) {
    return ask(operation, deadline, it -> it.aggregate(request)).getSingleResult().getObjectsCount();
  }

  /**
   * Keeps these, in place of those of the same ids.
   *
   * @throws WeaviateRefusal if it does not keep one of them; it may keep the others
   */
  void put(String operation, List<BatchObject> objects, Deadline deadline)
      throws WeaviateRefusal {
    BatchObjectsRequest request = BatchObjectsRequest.newBuilder().addAllObjects(objects).build();
    BatchObjectsReply reply = ask(operation, deadline, it -> it.batchObjects(request));
    if (reply.getErrorsCount() > 0) {
      throw new WeaviateRefusal(0, reply.getErrors(0).getError());
    }
  }

  /**
   * Takes those out that pass the filter.
   *
   * @throws WeaviateRefusal if one of them is still there
   */
  void delete(String operation, BatchDeleteRequest request, Deadline deadline)
      throws WeaviateRefusal {
    BatchDeleteReply reply = ask(operation, deadline, it -> it.batchDelete(request));
    if (reply.getFailed() > 0) {
      throw new WeaviateRefusal(0, reply.getFailed() + " objects are still there");
    }
  }

  private <A> A ask(
      String operation, Deadline deadline, Function<WeaviateBlockingStub, A> call) {
    if (deadline.expired()) {
      throw WeaviateFailures.unavailable(null);
    }
    try (Observation observation =
        observer.statement(WeaviateFailures.STORE, operation, operation)) {
      A answer =
          call.apply(
              stub.withDeadlineAfter(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
      observation.end(Observation.OK);
      return answer;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        // The next call tries again, however long the channel would wait by itself.
        channel.resetConnectBackoff();
      }
      throw e;
    }
  }

  @Override
  @PreDestroy
  public void close() {
    channel.shutdownNow();
  }
}
