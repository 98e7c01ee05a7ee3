package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/**
 * Who uses the service: a few ask often and most seldom (by Zipf's law, as is known of users of web sites), each from an own address; one
 * in twenty has two addresses and changes between them every half hour. Each has one session; one in fifty is of the staff, the others are customers.
 */
public final class People {
    /** All who ever ask. */
    public static final int COUNT = 300;

    private static final double SKEW = 1.1;
    private static final long MOVES_EVERY_MICROS = 1_800_000_000L;

    private final double[] upTo = new double[COUNT];

    public People() {
        double sum = 0;
        for (int rank = 0; rank < COUNT; rank++) {
            sum += Math.pow(rank + 1, -SKEW);
            upTo[rank] = sum;
        }
    }

    /**
     * One who asks.
     *
     * @param principal as a gateway logs it
     * @param address where the request comes from
     */
    public record Person(String principal, String address) {
        private static final int STAFF_EVERY = 50;

        /** The same person elsewhere: with the same session. */
        Person at(String elsewhere) {
            return new Person(principal, elsewhere);
        }

        /** Leaves on a request what a gateway logs of who asks. */
        void signs(ObjectNode entry) {
            entry.put("principal", principal);
            entry.put("source_ip", address);
            entry.put("user.roles", isStaff() ? "staff" : "customer");
            entry.put("session.id", Hops.hex("session of " + principal, 24));
        }

        boolean isStaff() {
            return Integer.parseInt(principal.substring("user-".length())) % STAFF_EVERY == 9;
        }
    }

    /** Whoever asks at a time, in microseconds since 1970. */
    public Person any(Random random, long at) {
        return person(skewed(random), at);
    }

    /** One of the many who ask seldom. */
    public Person seldom(Random random, long at) {
        return person(COUNT / 2 + random.nextInt(COUNT / 2), at);
    }

    /** A customer of those who ask seldom, another one for each number up to a hundred and twenty: two misuses of one would be one. */
    public Person stranger(int number, long at) {
        Person person = person(COUNT / 2 + number % (COUNT / 2), at);
        return person.isStaff() ? person(COUNT - 1 - number % 20, at) : person;
    }

    /** From 0 to 299, low numbers most often. */
    int skewed(Random random) {
        double point = random.nextDouble() * upTo[COUNT - 1];
        int rank = 0;
        while (upTo[rank] < point) {
            rank++;
        }
        return rank;
    }

    private static Person person(int number, long at) {
        boolean elsewhere = number % 20 == 7 && at / MOVES_EVERY_MICROS % 2 == 1;
        return new Person(
                "user-%03d".formatted(number),
                (elsewhere ? "198.51." : "203.0.") + (100 + number / 250) + "." + (1 + number % 250));
    }
}
