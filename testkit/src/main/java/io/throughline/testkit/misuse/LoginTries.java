package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Logins that fail one behind the other, but for the last. */
final class LoginTries {
    private LoginTries() {}

    static boolean isLogin(TrafficFlow flow) {
        return Entries.path(flow).endsWith("/login");
    }

    /** A login of the traffic to be like; null where it has none. */
    static @Nullable TrafficFlow like(Scene scene) {
        return scene.again(LoginTries::isLogin, scene.at());
    }

    /**
     * @param times in microseconds since 1970
     * @param who tries at each of them
     */
    static List<ObjectNode> of(Scene scene, TrafficFlow like, List<Long> times, LongFunction<People.Person> who) {
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : times) {
            ObjectNode login = Entries.like(scene, like, null, who.apply(time), time);
            login.put("status", hops.size() == times.size() - 1 ? 200 : 401);
            hops.add(login);
        }
        return hops;
    }
}
