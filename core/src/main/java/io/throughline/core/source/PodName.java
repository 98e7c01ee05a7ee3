package io.throughline.core.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the workload out of a pod's name. Kubernetes appends to a Deployment's name the hash of the pod template and five
 * random characters, to a DaemonSet's or Job's five characters, both from an alphabet without vowels and without 0, 1 and 3
 * ({@code k8s.io/apimachinery/pkg/util/rand}); to a StatefulSet's an ordinal.
 */
public final class PodName {
    private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";
    private static final Pattern DEPLOYMENT = Pattern.compile("(.+)-" + SAFE + "{8,10}-" + SAFE + "{5}");
    private static final Pattern DAEMON_SET = Pattern.compile("(.+)-(?=[^-]*[0-9])" + SAFE + "{5}");
    private static final Pattern STATEFUL_SET = Pattern.compile("(.+)-[0-9]{1,4}");

    private PodName() {}

    /** The workload of a name that is known to be a pod's; the name itself where it has no suffix. */
    public static String workload(String pod) {
        for (Pattern pattern : new Pattern[] {DEPLOYMENT, DAEMON_SET, STATEFUL_SET}) {
            Matcher matcher = pattern.matcher(pod);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return pod;
    }

    /** The workload of a name that only may be a pod's: nothing but a Deployment's two suffixes is proof enough. */
    public static @Nullable String deploymentOf(String name) {
        Matcher matcher = DEPLOYMENT.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
