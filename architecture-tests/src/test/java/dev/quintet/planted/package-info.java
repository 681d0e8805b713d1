/**
 * Some code laid out like ours in which every rule is broken. {@code RulesBiteTest} says which
 * class is planted against which rule; each keeps all other rules where it can, and the classes
 * that it names nowhere keep them all.
 */
@NullMarked
package dev.quintet.planted;

import org.jspecify.annotations.NullMarked;
