/** What turns measurements into verdicts, judged without any engine. */
@NullMarked
package dev.quintet.benchmarks;

import org.jspecify.annotations.NullMarked;
