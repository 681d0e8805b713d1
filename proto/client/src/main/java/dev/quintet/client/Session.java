package dev.quintet.client;

import java.time.Instant;

/** A session of a user; its id opens nothing. */
public record Session(String id, String user, String label, Instant openedAt, Instant expiresAt) {

  /**
   * A session that was opened.
   *
   * @param token what opens it: a secret, shown once
   */
  public record Opened(Session session, String token) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Opened[" + session + "]";
    }
  }

  static Session of(dev.quintet.users.v1.Session session) {
    return new Session(
        session.getSessionId(),
        session.getUserId(),
        session.getLabel(),
        Times.ofMicros(session.getOpenedAtMicros()),
        Times.ofMicros(session.getExpiresAtMicros()));
  }
}
