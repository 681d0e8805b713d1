package dev.quintet.domain.trades;

import dev.quintet.domain.tenancy.UserId;

/**
 * A position as the record has it at some instant.
 *
 * @param user who owns the account
 * @param version what was recorded of its account by then: the sequence of the last. Of two the one with
 *     the higher version is the later
 */
public record CurrentPosition(PositionSummary position, UserId user, long version) {}
