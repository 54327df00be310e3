/**
 * Where state lives: one SQLite file for a single process, and the keys that seal what is in it.
 *
 * <p>Owns files, tables, durability and keys. Leaves what the values mean to those who store them.
 * The choices are explained in {@code docs/decisions/2026-11-22-embedded-store.md}.
 */
@NullMarked
package dev.gatehouse.store;

import org.jspecify.annotations.NullMarked;
