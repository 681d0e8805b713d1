/**
 * Users and what they own.
 */
@NullMarked
package dev.quintet.adapters.in.rest.users;

import org.jspecify.annotations.NullMarked;
