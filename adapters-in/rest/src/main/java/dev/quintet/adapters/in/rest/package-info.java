/**
 * The REST front door: decides on the credential, checks the request, calls one activity, and maps
 * its answer or problem.
 *
 * <p>Whatever has no {@code @Open} route needs a credential, so a new route is closed until somebody
 * says otherwise. Each failure, the framework's too, is answered by one shape ({@code
 * ProblemResponse}); each answer carries the id of its request. Work runs on virtual threads. Only
 * the bootstrap depends on this package.
 */
@NullMarked
package dev.quintet.adapters.in.rest;

import org.jspecify.annotations.NullMarked;
