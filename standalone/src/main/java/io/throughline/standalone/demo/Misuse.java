package io.throughline.standalone.demo;

import io.throughline.stream.detect.HealthEpisodes;
import java.util.List;
import java.util.function.Predicate;

/** What goes wrong in the shop once normal traffic is known, in this order, and which alert tells of it. */
enum Misuse {
    COMPROMISED_CONTAINER(
            "recommendations, which never had to do with payments, starts to call it",
            "new-edge",
            List.of("recommendations", "payments")) {
        @Override
        Runnable start(Shop shop, Customers customers) {
            shop.faults().recommendationsCompromised = true;
            return () -> shop.faults().recommendationsCompromised = false;
        }

        // Requests to it have a call in them that was never there, and payments is asked for what nobody asked for.
        @Override
        Predicate<FoundAlert> consequence() {
            return alert().or(degraded("recommendations"))
                    .or(found("improbable-sequence", "recommendations"))
                    .or(found("sensitive-caller", "recommendations"))
                    .or(found("new-endpoint", "/payments/cards"));
        }
    },
    ID_ENUMERATION(
            "mallory walks through other people's orders: /orders/1000, /orders/1001, ...",
            "id-enumeration",
            List.of("mallory", "/orders/")) {
        @Override
        Runnable start(Shop shop, Customers customers) {
            return customers.walkThroughOrders("mallory", WALK_PER_SECOND);
        }

        // Each order leads to the stock of its product: the walk goes on there, and what it reads is much.
        @Override
        Predicate<FoundAlert> consequence() {
            return alert -> alert.isAbout(List.of("mallory"));
        }
    },
    FAILING_DEPENDENCY(
            "inventory-stock loses its database and answers 503 to most calls",
            "error-burst",
            List.of("inventory-stock")) {
        @Override
        Runnable start(Shop shop, Customers customers) {
            shop.faults().stockDown = true;
            return () -> shop.faults().stockDown = false;
        }

        @Override
        Predicate<FoundAlert> consequence() {
            return alert().or(degraded("inventory-stock"));
        }
    };

    private static final int WALK_PER_SECOND = 10;

    private final String words;
    private final String rule;
    private final List<String> entities;

    Misuse(String words, String rule, List<String> entities) {
        this.words = words;
        this.rule = rule;
        this.entities = entities;
    }

    private static Predicate<FoundAlert> degraded(String service) {
        return found(HealthEpisodes.RULE, service);
    }

    private static Predicate<FoundAlert> found(String rule, String about) {
        return alert -> alert.rule().equals(rule) && alert.isAbout(List.of(about));
    }

    /** Begins it; what is returned ends it. */
    abstract Runnable start(Shop shop, Customers customers);

    String words() {
        return words;
    }

    /** The alerts that tell of it. */
    Predicate<FoundAlert> alert() {
        return alert -> alert.rule().equals(rule) && alert.isAbout(entities);
    }

    /** The alerts that it explains: those, and what comes of it elsewhere. */
    Predicate<FoundAlert> consequence() {
        return alert();
    }

    String rule() {
        return rule;
    }
}
