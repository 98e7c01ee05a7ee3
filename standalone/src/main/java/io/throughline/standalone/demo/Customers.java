package io.throughline.standalone.demo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The shop's customers: named people at their own addresses who look at products, look after their few orders, and buy. */
final class Customers implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "karl", "laura",
            "mallory", "niaj", "olivia", "peggy", "quentin", "rupert", "sybil", "trent", "ursula", "victor", "wendy",
            "xavier");
    private static final int REMEMBERED_ORDERS = 4;
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private final Network network;
    private final Ledger ledger;
    private final Random random;
    private final List<Customer> customers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean open = true;
    private @Nullable Thread arrivals;

    /**
     * A customer.
     *
     * @param address from a documentation network (RFC 5737)
     * @param orders the latest ones, their paths
     */
    private record Customer(String name, String address, Deque<String> orders) {}

    Customers(Shop shop, Random random) {
        this.network = shop.network();
        this.ledger = shop.ledger();
        this.random = random;
        for (int i = 0; i < NAMES.size(); i++) {
            Deque<String> orders = new ArrayDeque<>();
            orders.add("/orders/" + (ShopBehaviours.FIRST_ORDER + 7 * i));
            orders.add("/orders/" + (ShopBehaviours.FIRST_ORDER + 7 * i + 3));
            customers.add(new Customer(NAMES.get(i), "203.0.113." + (10 + i), orders));
        }
    }

    /** Lets the customers come, so many requests a second on average, until closed. */
    void come(int perSecond) {
        arrivals = Thread.ofVirtual().name("customers").start(() -> {
            while (open) {
                Customer customer = customers.get(random.nextInt(customers.size()));
                try {
                    threads.execute(() -> visit(customer));
                } catch (RejectedExecutionException e) {
                    return; // closed since the loop looked
                }
                // Exponential gaps: a Poisson process, as independent customers make.
                LockSupport.parkNanos((long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9));
            }
        });
    }

    /**
     * Lets one customer ask for one order after the other, whoever's they are, without waiting for the answers.
     *
     * @return ends it
     */
    Runnable walkThroughOrders(String name, int perSecond) {
        AtomicBoolean on = new AtomicBoolean(true);
        threads.execute(() -> {
            for (int order = ShopBehaviours.FIRST_ORDER; on.get() && open; order++) {
                String path = "/orders/" + order;
                try {
                    threads.execute(() -> send(name, "GET", path));
                } catch (RejectedExecutionException e) {
                    return; // closed since the loop looked
                }
                LockSupport.parkNanos(1_000_000_000L / perSecond);
            }
        });
        return () -> on.set(false);
    }

    /** One request of a customer by name. */
    Answer send(String name, String method, String path) {
        Customer customer = customers.stream()
                .filter(c -> c.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no customer " + name));
        return send(customer, method, path);
    }

    /** Requests that the gateway did not answer at all. */
    long unanswered() {
        return unanswered.get();
    }

    private void visit(Customer customer) {
        int dice = random.nextInt(100);
        if (dice < 25) {
            send(customer, "GET", "/");
        } else if (dice < 60) {
            // One in fifty follows an old link.
            send(
                    customer,
                    "GET",
                    "/products/" + (random.nextInt(50) == 0 ? 999 : 1 + random.nextInt(ShopBehaviours.PRODUCTS)));
        } else if (dice < 80) {
            send(customer, "GET", anOrder(customer));
        } else if (dice < 92) {
            Answer placed = send(customer, "POST", "/orders");
            if (placed.ok()) {
                remember(customer, "/orders/" + placed.body().replaceAll("\\D", ""));
            }
        } else if (dice < 97) {
            send(customer, "GET", "/users/me");
        } else {
            send(customer, "POST", "/login");
        }
    }

    private Answer send(Customer customer, String method, String path) {
        ledger.request();
        try {
            return network.send(
                    "gateway",
                    method,
                    path,
                    Map.of(Network.USER, customer.name, Network.ADDRESS, customer.address, "User-Agent", BROWSER));
        } catch (IOException e) {
            unanswered.incrementAndGet();
            return Answer.error(503, "the gateway does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "interrupted");
        }
    }

    private String anOrder(Customer customer) {
        synchronized (customer.orders) {
            return customer.orders.stream()
                    .skip(random.nextInt(customer.orders.size()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void remember(Customer customer, String order) {
        synchronized (customer.orders) {
            customer.orders.addLast(order);
            if (customer.orders.size() > REMEMBERED_ORDERS) {
                customer.orders.removeFirst();
            }
        }
    }

    /** Sends the customers home and waits for the answers to what they had asked. */
    void goHome() throws InterruptedException {
        open = false;
        if (arrivals != null) {
            arrivals.join();
        }
        threads.shutdown();
        threads.awaitTermination(Network.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** As {@link #goHome}, at once: who still waits for an answer gets none. */
    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
        threads.close();
    }
}
