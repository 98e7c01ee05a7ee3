package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody reads a list to its end, page by page. Gross: 60 pages within two minutes. Subtle: 15 within five, by one who asks seldom. */
final class PageWalk implements Misuse {
    @Override
    public String behaviour() {
        return "page-walk";
    }

    @Override
    public Set<String> rules() {
        return Set.of("page-walk");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        TrafficFlow like =
                scene.again(flow -> DataVolume.reads(flow) && Entries.path(flow).contains("?page="), scene.at());
        if (like == null) {
            return Optional.empty();
        }
        boolean gross = strength == Strength.GROSS;
        People.Person person = scene.people().stranger(72 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : scene.times(gross ? 60 : 15, gross ? 2_000_000 : 20_000_000)) {
            String path = Entries.path(like).replaceAll("page=\\d+", "page=" + (hops.size() + 1));
            hops.add(Entries.like(scene, like, path, person, time));
        }
        return Optional.of(Injection.allWrong(hops, Map.of("client", person.principal())));
    }
}
