package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Problem;

/** What came in as a request: bytes that are no message are an answerable problem, not a failure. */
public sealed interface Inbound<T> {

  /** What is wrong with bytes that are no message. */
  Problem MALFORMED = new Problem.Invalid("message", "is not the protobuf message of this call");

  record Message<T>(T value) implements Inbound<T> {}

  record Malformed<T>(Problem problem) implements Inbound<T> {}
}
