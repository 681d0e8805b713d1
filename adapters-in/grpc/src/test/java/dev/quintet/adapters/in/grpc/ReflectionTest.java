package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever looks around, where that is allowed, sees our services with their messages. */
final class ReflectionTest {

  @Test
  void theServicesCanBeListedWithTheirMessages() throws Exception {
    try (GrpcServer server = GrpcServer.open(Map.of("quintet.grpc.reflection", true))) {
      ServerReflectionResponse listed =
          ask(server, ServerReflectionRequest.newBuilder().setListServices("").build());
      List<String> names =
          listed.getListServicesResponse().getServiceList().stream()
              .map(ServiceResponse::getName)
              .toList();
      assertThat(names)
          .contains(
              "quintet.marketdata.v1.MarketDataService",
              "quintet.tenancy.v1.TenantService",
              "grpc.health.v1.Health");

      ServerReflectionResponse described =
          ask(
              server,
              ServerReflectionRequest.newBuilder()
                  .setFileContainingSymbol("quintet.marketdata.v1.MarketDataService")
                  .build());
      FileDescriptorProto file =
          FileDescriptorProto.parseFrom(
              described.getFileDescriptorResponse().getFileDescriptorProto(0));
      assertThat(file.getService(0).getMethodList())
          .extracting(method -> method.getName())
          .contains("IngestTicks", "Bars", "Coverage");
    }
  }

  private static ServerReflectionResponse ask(GrpcServer server, ServerReflectionRequest request)
      throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(server.channel())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer.get(10, TimeUnit.SECONDS);
  }
}
