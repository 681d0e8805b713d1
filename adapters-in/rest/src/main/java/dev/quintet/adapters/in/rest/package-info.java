/**
 * The REST protocol: decides on the credential, checks the request, calls one activity, and maps its
 * answer or problem.
 *
 * <p>What all controllers have in common is in {@code kit}; each business module has a package for
 * its own. Only the bootstrap depends on these packages.
 */
@NullMarked
package dev.quintet.adapters.in.rest;

import org.jspecify.annotations.NullMarked;
