package io.throughline.core.flow;

import io.throughline.core.store.FlowStore.Filter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question about the shape of flows, read. */
sealed interface Condition {
    boolean holds(FlowShape shape);

    /** What every flow for which it holds surely has; {@link Filter#ALL} where nothing is sure. */
    default Filter necessary() {
        return Filter.ALL;
    }

    /** All of them hold. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(FlowShape shape) {
            return conditions.stream().allMatch(condition -> condition.holds(shape));
        }

        @Override
        public Filter necessary() {
            return conditions.stream().map(Condition::necessary).reduce(Filter.ALL, Filter::and);
        }
    }

    /** One of them holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(FlowShape shape) {
            return conditions.stream().anyMatch(condition -> condition.holds(shape));
        }

        /** Only what all of them need. */
        @Override
        public Filter necessary() {
            return conditions.stream()
                    .map(Condition::necessary)
                    .reduce(Any::common)
                    .orElse(Filter.ALL);
        }

        private static Filter common(Filter one, Filter other) {
            Set<String> services = new TreeSet<>(one.services());
            services.retainAll(other.services());
            return new Filter(
                    services,
                    Objects.equals(one.failed(), other.failed()) ? one.failed() : null,
                    both(one.minDurationMicros(), other.minDurationMicros(), Math::min));
        }

        private static @Nullable Long both(@Nullable Long one, @Nullable Long other, BinaryOperator<Long> join) {
            return one == null || other == null ? null : join.apply(one, other);
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return !condition.holds(shape);
        }

        @Override
        public Filter necessary() {
            return condition instanceof Failed ? new Filter(Set.of(), false, null) : Filter.ALL;
        }
    }

    /**
     * @param without empty for none
     */
    record Reaches(String from, String to, String without) implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return shape.reaches(from, to, without);
        }

        @Override
        public Filter necessary() {
            return passing(from, to);
        }
    }

    record Calls(String from, String to) implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return shape.calls(from, to);
        }

        @Override
        public Filter necessary() {
            return passing(from, to);
        }
    }

    record Passes(String service) implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return shape.flow().services().contains(service);
        }

        @Override
        public Filter necessary() {
            return passing(service);
        }
    }

    record Failed() implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return shape.flow().failed();
        }

        @Override
        public Filter necessary() {
            return new Filter(Set.of(), true, null);
        }
    }

    /** A figure of the flow beside a given one. */
    record Compared(Figure figure, Comparison comparison, double value) implements Condition {
        @Override
        public boolean holds(FlowShape shape) {
            return comparison.holds(Double.compare(figure.of(shape), value));
        }

        @Override
        public Filter necessary() {
            boolean floor = figure == Figure.DURATION && comparison.isFloor() && value <= Long.MAX_VALUE;
            return floor ? new Filter(Set.of(), null, (long) value) : Filter.ALL;
        }
    }

    /** What can be counted or measured of a flow. */
    enum Figure {
        /** In microseconds. */
        DURATION {
            @Override
            double of(FlowShape shape) {
                return shape.flow().duration().toNanos() / NANOS_PER_MICRO;
            }
        },
        SERVICES {
            @Override
            double of(FlowShape shape) {
                return shape.flow().services().size();
            }
        },
        HOPS {
            @Override
            double of(FlowShape shape) {
                return shape.flow().hops().size();
            }
        },
        DEPTH {
            @Override
            double of(FlowShape shape) {
                return shape.depth();
            }
        },
        INFERRED {
            @Override
            double of(FlowShape shape) {
                return shape.inferredShare();
            }
        };

        private static final double NANOS_PER_MICRO = 1e3;

        abstract double of(FlowShape shape);
    }

    enum Comparison {
        MORE(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<="),
        EQUAL("=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        static @Nullable Comparison of(String sign) {
            return Stream.of(values())
                    .filter(comparison -> comparison.sign.equals(sign))
                    .findFirst()
                    .orElse(null);
        }

        boolean isFloor() {
            return this == MORE || this == AT_LEAST || this == EQUAL;
        }

        boolean holds(int order) {
            return switch (this) {
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case EQUAL -> order == 0;
            };
        }
    }

    private static Filter passing(String... services) {
        return new Filter(Set.copyOf(List.of(services)), null, null);
    }
}
