package io.throughline.core.infer.pair;

/** What is known of the calls of one route: how long a request and its response travel, in microseconds, and how many calls there were. */
final class RouteMemory {
    final DelayHistogram request = new DelayHistogram();
    final DelayHistogram response = new DelayHistogram();

    void add(long requestDelay, long responseDelay, double weight) {
        request.add(requestDelay, weight);
        response.add(responseDelay, weight);
    }

    void addAll(RouteMemory other) {
        request.addAll(other.request);
        response.addAll(other.response);
    }

    void scale(double factor) {
        request.scale(factor);
        response.scale(factor);
    }

    void clear() {
        request.clear();
        response.clear();
    }

    double pairs() {
        return request.total();
    }

    RouteMemory copy() {
        RouteMemory copy = new RouteMemory();
        copy.addAll(this);
        return copy;
    }
}
