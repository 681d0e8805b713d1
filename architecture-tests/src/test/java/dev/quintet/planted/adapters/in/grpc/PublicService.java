package dev.quintet.planted.adapters.in.grpc;

/** An adapter that other modules could call. */
public final class PublicService {

  /** A part that they could call, too. */
  public record Part(String name) {}
}
