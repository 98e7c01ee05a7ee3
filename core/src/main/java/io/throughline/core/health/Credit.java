package io.throughline.core.health;

/**
 * What one sighting of an outcome that became more frequent tells.
 *
 * @param nats its part of the surprise
 * @param odd how likely it is that it was seen because the trait changed, in [0,1]
 */
record Credit(double nats, double odd) {
    static final Credit NONE = new Credit(0, 0);
}
