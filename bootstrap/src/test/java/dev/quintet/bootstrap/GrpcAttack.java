package dev.quintet.bootstrap;

import com.google.protobuf.Message;
import dev.quintet.domain.tenancy.Role;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A call that asks for another company's things by their names.
 *
 * @param method full name
 * @param expected what each role must be told
 */
record GrpcAttack(
    String method, Request request, Function<Role, Set<Status.Code>> expected) {

  /** The call; the same call for other names. */
  interface Request {
    GrpcCaller.Answer to(GrpcCaller caller, Names names);
  }

  static <Q extends Message, A extends Message> GrpcAttack of(
      MethodDescriptor<Q, A> method, Function<Names, Q> request, Status.Code... expected) {
    return ofAll(method, names -> List.of(request.apply(names)), expected);
  }

  /** For a method that takes a stream. */
  static <Q extends Message, A extends Message> GrpcAttack ofAll(
      MethodDescriptor<Q, A> method, Function<Names, List<Q>> requests, Status.Code... expected) {
    Set<Status.Code> codes = EnumSet.noneOf(Status.Code.class);
    Stream.of(expected).forEach(codes::add);
    return new GrpcAttack(
        method.getFullMethodName(),
        (caller, names) -> caller.call(method, requests.apply(names)),
        role -> role == Role.BILLING ? denied(codes) : codes);
  }

  /** Billing has nothing to do with trading data; what is malformed may be told first. */
  private static Set<Status.Code> denied(Set<Status.Code> codes) {
    Set<Status.Code> denied = EnumSet.of(Status.Code.PERMISSION_DENIED);
    if (codes.contains(Status.Code.INVALID_ARGUMENT)) {
      denied.add(Status.Code.INVALID_ARGUMENT);
    }
    return denied;
  }

  /** A method that is answered to everybody. */
  static <Q extends Message, A extends Message> GrpcAttack open(
      MethodDescriptor<Q, A> method, Function<Names, Q> request, Status.Code expected) {
    return new GrpcAttack(
        method.getFullMethodName(),
        (caller, names) -> caller.call(method, List.of(request.apply(names))),
        role -> EnumSet.of(expected));
  }

  /** What these roles are told, while the others are told that they may not. */
  GrpcAttack only(Role... allowed) {
    return new GrpcAttack(
        method,
        request,
        role ->
            List.of(allowed).contains(role)
                ? expected.apply(role)
                : EnumSet.of(Status.Code.PERMISSION_DENIED));
  }

  /** Answered to everybody, so to those who hold no key. */
  boolean open() {
    return method.startsWith("grpc.");
  }
}
