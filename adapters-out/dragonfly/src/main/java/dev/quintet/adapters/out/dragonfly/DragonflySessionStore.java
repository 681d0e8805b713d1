package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import dev.quintet.domain.users.SessionStore;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerListOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future.State;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Sessions, each under a key of its tenant and id, and a set for each user that names them. A session is
 * named in the set before it is there, so that none is there that is not named.
 */
@Singleton
final class DragonflySessionStore implements SessionStore {

  private static final long LIFE_MILLIS = Session.LIFE.toMillis();

  private final DragonflyPipeline pipeline;
  private final InstantSource clock = InstantSource.system();

  DragonflySessionStore(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void put(TenantId tenant, Session session, Deadline deadline) {
    List<Session> known = list(tenant, session.user(), deadline);
    if (known.size() >= MOST) {
      throw new ProblemException(new Problem.LimitExceeded("sessions", MOST, Duration.ZERO));
    }
    byte[] names = SessionEntry.key(tenant, session.user());
    run(
        "open session",
        List.of(
            number(CommandType.SADD, key(names).add(session.id().value())),
            number(CommandType.PEXPIRE, key(names).add(2 * LIFE_MILLIS)),
            new AsyncCommand<>(
                new Command<>(
                    CommandType.SET,
                    new StatusOutput<>(ByteArrayCodec.INSTANCE),
                    key(SessionEntry.key(tenant, session.id()))
                        .addValue(SessionEntry.bytes(tenant, session))
                        .add("PX")
                        .add(LIFE_MILLIS)))),
        deadline);
  }

  @Override
  public Optional<Session> find(
      TenantId tenant, Session.Id id, boolean sliding, Deadline deadline) {
    byte[] key = SessionEntry.key(tenant, id);
    AsyncCommand<byte[], byte[], byte[]> get =
        sliding
            ? value(CommandType.GETEX, key(key).add("PX").add(LIFE_MILLIS))
            : value(CommandType.GET, key(key));
    AsyncCommand<byte[], byte[], Long> left = number(CommandType.PTTL, key(key));
    run("read session", List.of(get, left), deadline);
    Optional<Session> found =
        SessionEntry.of(tenant, id, get.resultNow(), expiresAt(left.resultNow()));
    if (sliding && found.isPresent()) {
      byte[] names = SessionEntry.key(tenant, found.get().user());
      run(
          "keep session",
          List.of(
              number(CommandType.SADD, key(names).add(id.value())),
              number(CommandType.PEXPIRE, key(names).add(2 * LIFE_MILLIS))),
          deadline);
    }
    return found;
  }

  @Override
  public void peek(TenantId tenant, Session.Id id, Consumer<Optional<Session>> answer) {
    byte[] key = SessionEntry.key(tenant, id);
    AsyncCommand<byte[], byte[], byte[]> get = value(CommandType.GET, key(key));
    AsyncCommand<byte[], byte[], Long> left = number(CommandType.PTTL, key(key));
    List<AsyncCommand<byte[], byte[], ?>> both = List.of(get, left);
    Observation access = pipeline.watch("read session");
    pipeline.begin(
        both,
        () -> {
          boolean done = isDone(both);
          access.end(done ? Observation.OK : Observation.FAILED);
          answer.accept(
              done
                  ? SessionEntry.of(tenant, id, get.resultNow(), expiresAt(left.resultNow()))
                  : Optional.empty());
        });
  }

  private Instant expiresAt(long leftMillis) {
    return clock.instant().plusMillis(Math.max(0, leftMillis));
  }

  @Override
  public List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
    byte[] names = SessionEntry.key(tenant, user);
    List<Session.Id> ids = named("list sessions", names, deadline);
    List<AsyncCommand<byte[], byte[], ?>> reads = new ArrayList<>();
    for (Session.Id id : ids) {
      byte[] key = SessionEntry.key(tenant, id);
      reads.add(value(CommandType.GET, key(key)));
      reads.add(number(CommandType.PTTL, key(key)));
    }
    run("list sessions", reads, deadline);
    List<Session> found = new ArrayList<>();
    List<Session.Id> gone = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Session.Id id = ids.get(i);
      SessionEntry.of(
              tenant,
              id,
              (byte[]) reads.get(2 * i).resultNow(),
              expiresAt((Long) reads.get(2 * i + 1).resultNow()))
          .filter(session -> session.user().equals(user))
          .ifPresentOrElse(found::add, () -> gone.add(id));
    }
    if (!gone.isEmpty()) {
      unname(names, gone, deadline);
    }
    found.sort(Comparator.comparing(session -> session.id().value()));
    return found;
  }

  private List<Session.Id> named(String operation, byte[] names, Deadline deadline) {
    AsyncCommand<byte[], byte[], List<byte[]>> members =
        command(
            CommandType.SMEMBERS, new ValueListOutput<>(ByteArrayCodec.INSTANCE), key(names));
    run(operation, List.of(members), deadline);
    return members.resultNow().stream()
        .map(name -> new Session.Id(new String(name, UTF_8)))
        .toList();
  }

  private void unname(byte[] names, List<Session.Id> ids, Deadline deadline) {
    run(
        "forget sessions", List.of(number(CommandType.SREM, members(names, ids))), deadline);
  }

  private static CommandArgs<byte[], byte[]> members(byte[] names, List<Session.Id> ids) {
    CommandArgs<byte[], byte[]> arguments = key(names);
    ids.forEach(id -> arguments.add(id.value()));
    return arguments;
  }

  @Override
  public void remove(TenantId tenant, UserId user, List<Session.Id> ids, Deadline deadline) {
    if (ids.isEmpty()) {
      return;
    }
    byte[] names = SessionEntry.key(tenant, user);
    AsyncCommand<byte[], byte[], List<Long>> named =
        command(
            CommandType.SMISMEMBER,
            new IntegerListOutput<>(ByteArrayCodec.INSTANCE),
            members(names, ids));
    run("end sessions", List.of(named), deadline);
    List<Long> own = named.resultNow();
    end(
        tenant,
        names,
        IntStream.range(0, ids.size()).filter(i -> own.get(i) == 1).mapToObj(ids::get).toList(),
        deadline);
  }

  @Override
  public void removeAll(TenantId tenant, UserId user, Deadline deadline) {
    byte[] names = SessionEntry.key(tenant, user);
    end(tenant, names, named("end sessions", names, deadline), deadline);
  }

  /** Those that are named there; the names go last, so that none is there that is not named. */
  private void end(TenantId tenant, byte[] names, List<Session.Id> ids, Deadline deadline) {
    if (ids.isEmpty()) {
      return;
    }
    CommandArgs<byte[], byte[]> keys = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    ids.forEach(id -> keys.addKey(SessionEntry.key(tenant, id)));
    run(
        "end sessions",
        List.of(
            number(CommandType.DEL, keys), number(CommandType.SREM, members(names, ids))),
        deadline);
  }

  /** Returns when every command is carried out. */
  private void run(
      String operation,
      List<? extends AsyncCommand<byte[], byte[], ?>> commands,
      Deadline deadline) {
    if (commands.isEmpty()) {
      return;
    }
    if (deadline.expired() || !pipeline.open()) {
      throw DragonflyFailures.unavailable();
    }
    Observation access = pipeline.watch(operation);
    pipeline.run(commands);
    boolean done = isDone(commands);
    access.end(done ? Observation.OK : Observation.FAILED);
    if (!done) {
      throw DragonflyFailures.unavailable();
    }
  }

  private static boolean isDone(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
    return commands.stream().allMatch(it -> it.state() == State.SUCCESS);
  }

  private static CommandArgs<byte[], byte[]> key(byte[] key) {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key);
  }

  private static AsyncCommand<byte[], byte[], Long> number(
      CommandType type, CommandArgs<byte[], byte[]> arguments) {
    return command(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments);
  }

  private static AsyncCommand<byte[], byte[], byte[]> value(
      CommandType type, CommandArgs<byte[], byte[]> arguments) {
    return command(type, new ValueOutput<>(ByteArrayCodec.INSTANCE), arguments);
  }

  private static <T> AsyncCommand<byte[], byte[], T> command(
      CommandType type,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> arguments) {
    return new AsyncCommand<>(new Command<>(type, output, arguments));
  }
}
