package dev.quintet.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.Tenant;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.GetPositionResponse;
import dev.quintet.trades.v1.TradeServiceGrpc;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.User;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What somebody would write instead of Quintet: grpc-java, HikariCP and pgjdbc, and nothing else. It
 * reads the row of a tenant by its key, and a position from the cache by Lettuce. It asks nobody for a
 * key, meters nothing, has no limits and no row security.
 */
final class BareService extends TenantServiceGrpc.TenantServiceImplBase {

  /** What its calls run on: a thread for each, or as many threads as there are connections. */
  enum Threads {
    VIRTUAL,
    PLATFORM;

    private Executor executor() {
      return switch (this) {
        case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
        case PLATFORM -> Executors.newFixedThreadPool(CONNECTIONS);
      };
    }
  }

  /** What HikariCP has unless told otherwise. */
  static final int CONNECTIONS = 10;

  private static final String URL = "BARE_URL";
  private static final String PASSWORD = "BARE_PASSWORD";
  private static final String THREADS = "BARE_THREADS";
  private static final String CACHE = "BARE_CACHE";

  /** Where the answer about a position lies. */
  static final byte[] POSITION = {'p'};

  private final BarePostgres postgres;

  private BareService(BarePostgres postgres) {
    this.postgres = postgres;
  }

  /** In a process of its own, on the engine of a running Quintet. */
  static ServerProcess start(Quintet quintet, Threads threads) throws IOException {
    Stores stores = quintet.stores();
    return ServerProcess.start(
        BareService.class,
        Map.of(
            URL,
            stores.postgresUrl(),
            PASSWORD,
            stores.password("postgresql.quintet_admin"),
            CACHE,
            LastQuotes.uri(quintet).toURI().toString(),
            THREADS,
            threads.name()));
  }

  public static void main(String[] arguments) throws IOException {
    try (BarePostgres postgres =
        new BarePostgres(System.getenv(URL), System.getenv(PASSWORD), CONNECTIONS)) {
      ServerProcess.serve(
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .executor(Threads.valueOf(System.getenv(THREADS)).executor())
              .addService(new BareService(postgres))
              .addService(new Users(postgres))
              .addService(new Positions(System.getenv(CACHE)))
              .build());
    }
    // The threads of a fixed pool would keep the process.
    System.exit(0);
  }

  /** The same for a user of the demo tenant. */
  private static final class Users extends UserServiceGrpc.UserServiceImplBase {

    private final BarePostgres postgres;

    private Users(BarePostgres postgres) {
      this.postgres = postgres;
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<User> answer) {
      try {
        BarePostgres.UserRow row = postgres.user(request.getUserId());
        answer.onNext(
            User.newBuilder()
                .setUserId(row.id())
                .setProfile(
                    UserProfile.newBuilder()
                        .setEmail(row.email())
                        .setUsername(row.username())
                        .setTier(row.tier()))
                .setState(row.state())
                .setVersion(row.version())
                .setCreatedAtMicros(micros(row.createdAt()))
                .setUpdatedAtMicros(micros(row.updatedAt()))
                .build());
        answer.onCompleted();
      } catch (SQLException e) {
        answer.onError(Status.UNAVAILABLE.withCause(e).asRuntimeException());
      }
    }
  }

  /** An answer as it lies in the cache. */
  private static final class Positions extends TradeServiceGrpc.TradeServiceImplBase {

    private final RedisAsyncCommands<byte[], byte[]> cache;

    private Positions(String uri) {
      this.cache = RedisClient.create(uri).connect(ByteArrayCodec.INSTANCE).async();
    }

    @Override
    public void getPosition(
        GetPositionRequest request, StreamObserver<GetPositionResponse> answer) {
      cache
          .get(POSITION)
          .whenComplete(
              (bytes, failure) -> {
                try {
                  answer.onNext(GetPositionResponse.parseFrom(bytes));
                  answer.onCompleted();
                } catch (InvalidProtocolBufferException | NullPointerException e) {
                  answer.onError(Status.UNAVAILABLE.withCause(e).asRuntimeException());
                }
              });
    }
  }

  private static long micros(Timestamp at) {
    return TimeUnit.SECONDS.toMicros(at.getTime() / 1_000) + at.getNanos() / 1_000;
  }

  @Override
  public void getTenant(GetTenantRequest request, StreamObserver<Tenant> answer) {
    try {
      BarePostgres.TenantRow row = postgres.tenant(request.getTenant());
      answer.onNext(
          Tenant.newBuilder()
              .setTenant(row.id())
              .setName(row.name())
              .setTier(row.tier())
              .setState(row.state())
              .setCreatedAtMicros(
                  micros(row.createdAt()))
              .build());
      answer.onCompleted();
    } catch (SQLException e) {
      answer.onError(Status.UNAVAILABLE.withCause(e).asRuntimeException());
    }
  }
}
