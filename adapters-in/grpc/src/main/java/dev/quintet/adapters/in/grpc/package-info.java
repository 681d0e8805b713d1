/**
 * The gRPC protocol: decides on the credential, checks and decodes requests, calls one activity, and
 * maps its answer or problem.
 *
 * <p>Invalid input never gets past here. What all services have in common is in {@code kit}; each
 * business module has a package for its own. Only the bootstrap depends on these packages.
 */
@NullMarked
package dev.quintet.adapters.in.grpc;

import org.jspecify.annotations.NullMarked;
