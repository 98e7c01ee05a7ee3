/**
 * Misuse put into real traffic, with labels: what the detectors of behaviour are measured with. {@link io.throughline.testkit.misuse.Traffic}
 * is a set of real hops made whole; {@link io.throughline.testkit.misuse.Misuse} is one kind of misuse, a small class each;
 * {@link io.throughline.testkit.misuse.Injector} puts them in.
 */
@NullMarked
package io.throughline.testkit.misuse;

import org.jspecify.annotations.NullMarked;
