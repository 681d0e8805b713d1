package dev.quintet.planted.domain.tenancy;

/** Who calls. */
public record Principal(TenantId tenant) {

  public boolean allows(String permission) {
    return permission.isEmpty();
  }
}
