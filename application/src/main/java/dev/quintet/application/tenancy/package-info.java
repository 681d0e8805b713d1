/**
 * Tenants and access: who calls ({@code Authentication}), what a call may do and to which tenant
 * ({@code Access}), how a tenant comes to be ({@code Onboarding}) and how keys are made and ended
 * ({@code Keys}, {@code KeyAdministration}).
 *
 * <p>A key's text leaves this package once, in the answer that made it. What is remembered of a
 * credential is remembered for less than a second. Every other activity may depend on this package.
 */
@NullMarked
package dev.quintet.application.tenancy;

import org.jspecify.annotations.NullMarked;
