package dev.quintet.planted.domain.tenancy;

/** A company. */
public record TenantId(String value) {}
