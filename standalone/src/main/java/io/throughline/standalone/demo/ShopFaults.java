package io.throughline.standalone.demo;

/** What is wrong in the shop at the moment; everything is fine at first. Set by the misuse, read by the services. */
final class ShopFaults {
    /** A dependency of recommendations was replaced by a malicious one: it asks payments for cards now and then. */
    volatile boolean recommendationsCompromised;

    /** The stock's database is unreachable. */
    volatile boolean stockDown;
}
