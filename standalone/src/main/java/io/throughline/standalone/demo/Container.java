package io.throughline.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A container that one of the shop's services pretends to run in.
 *
 * @param host the host that pretends to run it
 * @param service the compose service's name
 * @param image reference with tag
 * @param address its address on the pretended overlay network
 */
record Container(String host, String service, String image, String address) {
    /** Every container of the shop: nine on three hosts. */
    static final List<Container> FLEET = List.of(
            new Container("edge-1", "gateway", "nginx:1.29.3", "10.20.0.2"),
            new Container("edge-1", "storefront", "shop/storefront:2.8.1", "10.20.0.3"),
            new Container("edge-1", "recommendations", "shop/recommendations:0.9.4", "10.20.0.4"),
            new Container("shop-1", "catalog", "shop/catalog:3.1.0", "10.20.1.2"),
            new Container("shop-1", "users", "shop/users:1.12.0", "10.20.1.3"),
            new Container("shop-1", "orders", "shop/orders:4.0.2", "10.20.1.4"),
            new Container("shop-2", "payments", "shop/payments:2.2.7", "10.20.2.2"),
            new Container("shop-2", "inventory-stock", "shop/inventory-stock:1.3.3", "10.20.2.3"),
            new Container("shop-2", "shipping", "shop/shipping:0.4.0", "10.20.2.4"));

    static Container of(String service) {
        return FLEET.stream()
                .filter(container -> container.service.equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the shop has no service " + service));
    }

    /** As docker compose names it. */
    String name() {
        return "shop-" + service + "-1";
    }

    /** 64 hex digits, as the engine would give; another one for every {@code salt}, as for every start of a container. */
    String id(String salt) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest((salt + '/' + name()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
