package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of tenants and the schema that each of them has. */
public interface TenantStore {

  /** Of {@link #list}. */
  Listing LISTING = Listing.of("tenants");


  /**
   * Registers the tenant if its id is free; durable on return. Two concurrent calls register once.
   *
   * @return the tenant that holds the id afterwards: the given one or an earlier one
   */
  Tenant register(Tenant tenant, Deadline deadline);

  /**
   * Makes the tenant's own schema, tables and rights, and marks the tenant active. Idempotent: it
   * finishes what an interrupted call began.
   *
   * @return the active tenant
   * @throws dev.quintet.domain.shared.ProblemException NotFound when it is not registered
   */
  Tenant provision(TenantId tenant, Deadline deadline);

  /** The registered tenant, in whatever state. */
  Optional<Tenant> find(TenantId tenant, Deadline deadline);

  /** Tenants by id, at most {@code limit} a page; {@code after} null starts at the first. */
  Page<Tenant> list(@Nullable Cursor after, int limit, Deadline deadline);

  /** How many tenants are active, Quintet's own left out. */
  long countActive(Deadline deadline);
}
