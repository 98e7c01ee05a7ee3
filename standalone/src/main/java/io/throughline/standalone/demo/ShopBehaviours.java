package io.throughline.standalone.demo;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the shop's services do: who calls whom, how long it takes, how often it fails in normal times.
 *
 * <p>{@code gateway -> storefront -> catalog, recommendations -> catalog} for pages;
 * {@code gateway -> orders -> users, inventory-stock, payments, shipping -> users} for orders; {@code gateway -> users} for
 * accounts. Only a customer's order leads to payments.
 */
final class ShopBehaviours {
    static final int FIRST_ORDER = 1000;
    static final int PRODUCTS = 24;

    /** Somebody left a debug line in that is longer than Docker likes. */
    private static final int PAGES_BETWEEN_DUMPS = 400;

    private final ShopFaults faults;
    private final AtomicInteger nextOrder;
    private final AtomicInteger pages = new AtomicInteger();

    /** @param orders how many orders there are from the start, the first one with the id {@link #FIRST_ORDER} */
    ShopBehaviours(ShopFaults faults, int orders) {
        this.faults = faults;
        this.nextOrder = new AtomicInteger(FIRST_ORDER + orders);
    }

    Behaviour of(String service) {
        return switch (service) {
            case "gateway" -> ShopBehaviours::gateway;
            case "storefront" -> this::storefront;
            case "catalog" -> ShopBehaviours::catalog;
            case "recommendations" -> this::recommendations;
            case "users" -> ShopBehaviours::users;
            case "orders" -> this::orders;
            case "payments" -> ShopBehaviours::payments;
            case "inventory-stock" -> this::stock;
            case "shipping" -> ShopBehaviours::shipping;
            default -> throw new IllegalArgumentException("the shop has no service " + service);
        };
    }

    private static Answer gateway(Request request) throws IOException, InterruptedException {
        String path = request.path();
        if (path.startsWith("/orders")) {
            return request.forward("orders");
        }
        return request.forward(path.startsWith("/users") || path.equals("/login") ? "users" : "storefront");
    }

    private Answer storefront(Request request) throws IOException, InterruptedException {
        request.work(1, 2);
        boolean home = request.path().equals("/");
        Answer products = request.call("catalog", "GET", home ? "/products" : request.path());
        if (!products.ok()) {
            return products.status() == 404 ? products : Answer.error(502, "no products");
        }
        Answer similar = request.call("recommendations", "GET", "/recommendations");
        if (!similar.ok()) {
            request.note("WARN", "shop.storefront.Page", "page without recommendations: " + similar.body());
        }
        if (pages.incrementAndGet() % PAGES_BETWEEN_DUMPS == 20) {
            request.note("DEBUG", "shop.storefront.TemplateDump", "model of " + request.path() + ": " + dump(request));
        }
        return Answer.ok(new JsonLine().put("page", request.path()).text());
    }

    private static Answer catalog(Request request) throws IOException, InterruptedException {
        request.work(1, 3);
        if (request.oneIn(600)) {
            request.note("ERROR", "products.query", "connection terminated unexpectedly");
            return Answer.error(500, "connection terminated unexpectedly");
        }
        boolean one = request.path().startsWith("/products/");
        if (one && number(request.lastSegment()) > PRODUCTS) {
            return Answer.error(404, "no such product");
        }
        return Answer.ok(new JsonLine().put("products", one ? 1 : PRODUCTS).text());
    }

    private Answer recommendations(Request request) throws IOException, InterruptedException {
        request.work(2, 4);
        if (faults.recommendationsCompromised && request.oneIn(4)) {
            request.call("payments", "GET", "/payments/cards");
        }
        if (request.oneIn(120)) {
            request.note("ERROR", "shop.model", "model server timed out");
            return Answer.error(503, "model server timed out");
        }
        return request.call("catalog", "GET", "/products");
    }

    private static Answer users(Request request) throws IOException, InterruptedException {
        request.work(1, 2);
        if (request.path().equals("/login") && request.oneIn(15)) {
            request.note("WARN", "shop.users.Login", "wrong password for " + request.user());
            return Answer.error(401, "wrong password");
        }
        return Answer.ok(new JsonLine().put("user", request.user()).text());
    }

    private Answer orders(Request request) throws IOException, InterruptedException {
        request.work(1, 2);
        if (request.method().equals("POST")) {
            return placeOrder(request);
        }
        int order = number(request.lastSegment());
        if (order < FIRST_ORDER || order >= nextOrder.get()) {
            return Answer.error(404, "no such order");
        }
        Answer stock = request.call("inventory-stock", "GET", "/stock/" + (1 + order % PRODUCTS));
        if (!stock.ok()) {
            request.note("WARN", "c.shop.orders.OrderService", "no delivery date for order " + order);
        }
        return Answer.ok(new JsonLine().put("order", order).text());
    }

    /** An order whose goods cannot be reserved is taken all the same and put on back-order: customers see no error. */
    private Answer placeOrder(Request request) throws IOException, InterruptedException {
        Answer buyer = request.call("users", "GET", "/users/me");
        if (!buyer.ok()) {
            return Answer.error(401, "who are you?");
        }
        Answer reserved = request.call("inventory-stock", "POST", "/reservations");
        Answer paid = request.call("payments", "POST", "/payments");
        if (!paid.ok()) {
            return Answer.error(402, "payment refused");
        }
        int order = nextOrder.getAndIncrement();
        if (reserved.ok()) {
            request.call("shipping", "POST", "/shipments");
        } else {
            request.note("WARN", "c.shop.orders.OrderService", "order " + order + " is on back-order");
        }
        return new Answer(201, new JsonLine().put("order", order).text());
    }

    private static Answer payments(Request request) throws IOException, InterruptedException {
        request.work(4, 6);
        if (request.method().equals("GET")) {
            return Answer.error(403, "not for you");
        }
        return request.oneIn(30)
                ? Answer.error(402, "card refused")
                : new Answer(201, new JsonLine().put("paid", "yes").text());
    }

    private Answer stock(Request request) throws IOException, InterruptedException {
        request.work(1, 2);
        if (faults.stockDown && !request.oneIn(8)) {
            request.note("ERROR", "stock/store.go:118", "dial tcp 10.20.2.9:5432: connect: connection refused");
            return Answer.error(503, "store unreachable");
        }
        return request.oneIn(250)
                ? Answer.error(503, "too many connections")
                : Answer.ok(new JsonLine()
                        .put("stock", request.random().nextInt(500))
                        .text());
    }

    private static Answer shipping(Request request) throws IOException, InterruptedException {
        request.work(2, 3);
        Answer address = request.call("users", "GET", "/users/address");
        return address.ok() ? new Answer(201, "{}") : Answer.error(500, "no address");
    }

    private static int number(String text) {
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() && text.length() < 9
                ? Integer.parseInt(text)
                : Integer.MAX_VALUE;
    }

    /** Longer than the 16 KiB at which Docker cuts a line. */
    private static String dump(Request request) {
        StringBuilder text = new StringBuilder(20_000);
        for (int i = 0; text.length() < 18_000; i++) {
            text.append("product[")
                    .append(i)
                    .append("]={price=")
                    .append(request.random().nextInt(9_999))
                    .append("} ");
        }
        return text.toString();
    }
}
