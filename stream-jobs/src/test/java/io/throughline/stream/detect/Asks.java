package io.throughline.stream.detect;

import io.throughline.core.behaviour.Hash;
import io.throughline.stream.Parts;
import io.throughline.stream.correlate.Asker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes asks for tests: times in milliseconds from {@link Parts#BEGIN}. */
record Asks(
        String service,
        String template,
        String method,
        String who,
        @Nullable String credential,
        String place,
        List<String> roles,
        long number,
        int status,
        long bytes,
        long page) {
    static Asks by(String who) {
        return new Asks(
                "orders", "/orders/{id}", "GET", who, null, "10.0.0." + who.length(), List.of(), -1, 200, 1_000, -1);
    }

    Asks of(String method, String template) {
        return new Asks(service, template, method, who, credential, place, roles, number, status, bytes, page);
    }

    Asks to(String called) {
        return new Asks(called, template, method, who, credential, place, roles, number, status, bytes, page);
    }

    Asks id(long id) {
        return new Asks(service, template, method, who, credential, place, roles, id, status, bytes, page);
    }

    Asks from(String address) {
        return new Asks(service, template, method, who, credential, address, roles, number, status, bytes, page);
    }

    Asks with(String token) {
        return new Asks(service, template, method, who, token, place, roles, number, status, bytes, page);
    }

    Asks in(String role) {
        return new Asks(service, template, method, who, credential, place, List.of(role), number, status, bytes, page);
    }

    Asks answered(int code) {
        return new Asks(service, template, method, who, credential, place, roles, number, code, bytes, page);
    }

    Asks sized(long length) {
        return new Asks(service, template, method, who, credential, place, roles, number, status, length, page);
    }

    Asks page(long next) {
        return new Asks(service, template, method, who, credential, place, roles, number, status, bytes, next);
    }

    Ask at(long millis) {
        return new Ask(
                "event-" + service + who + millis,
                "flow-" + millis,
                "orders.log",
                millis,
                Parts.at(millis),
                service,
                method,
                template,
                who,
                who,
                credential,
                place,
                roles,
                Asker.Told.ITSELF,
                number < 0 ? 0 : Hash.of(Long.toString(number)),
                number,
                status,
                bytes,
                page,
                Asker.Login.NOT_SAID);
    }
}
