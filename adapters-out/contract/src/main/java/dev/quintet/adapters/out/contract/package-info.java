/**
 * What every adapter of a port must do, as tests: one interface of default test methods per port.
 *
 * <p>An adapter's test class implements the contract, hands over the adapter, and has nothing else
 * to say. Every test makes its own tenant and leaves other rows alone, so that contracts can run
 * side by side against one engine. Only tests may depend on this package.
 */
@NullMarked
package dev.quintet.adapters.out.contract;

import org.jspecify.annotations.NullMarked;
