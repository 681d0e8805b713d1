/**
 * What all verbs share: the options that say which service and who asks, the calls, the answers'
 * formats ({@link dev.quintet.bootstrap.cli.kit.Rows}), and what a failure means. Knows no business
 * module.
 */
@NullMarked
package dev.quintet.bootstrap.cli.kit;

import org.jspecify.annotations.NullMarked;
