/** {@code quintet.users.v1}: users and what they own. */
@NullMarked
package dev.quintet.adapters.in.grpc.users;

import org.jspecify.annotations.NullMarked;
