package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How a store derives what it has of one kind of change.
 *
 * @param store its word
 * @param kind of the changes
 * @param work gives it a block of rows of one tenant, in order within each aggregate; they are durable when
 *     it returns. It is given rows again after a crash, and an old block again beside a newer one if its
 *     process was stopped for long: a row that it has changes nothing, and one that comes behind a later
 *     one of its aggregate undoes nothing. A problem of the platform's fault, or of a limit, means that the
 *     store is away; anything else that it throws, that it refuses what it was given
 */
public record Projection(String store, String kind, BiConsumer<List<OutboxRow>, Deadline> work) {}
