/**
 * What all controllers have in common: admission, bodies, parameters and problems.
 *
 * <p>A route needs a credential unless its {@link Operation} says otherwise, so a new one is closed until somebody says
 * otherwise. Each failure, the framework's too, is answered in one shape ({@code ProblemResponse});
 * each answer carries the id of its request. Work runs on virtual threads.
 */
@NullMarked
package dev.quintet.adapters.in.rest.kit;

import org.jspecify.annotations.NullMarked;
