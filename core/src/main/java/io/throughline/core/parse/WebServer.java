package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which web server writes access lines at an origin. nginx, Apache and many others write the same line; what tells them apart is the
 * format that the operator named, the image, the container's name or the file's folder.
 */
final class WebServer {
    static final String NGINX = "nginx.access";
    private static final String APACHE = "apache.access";
    private static final String TRAEFIK = "traefik.access";

    private WebServer() {}

    /** Null where nothing tells; the most certain first. */
    static @Nullable String dataset(Origin origin) {
        String image = origin.image();
        String[] hints = {
            origin.format(),
            image == null ? null : imageName(image),
            origin.containerName(),
            origin.service(),
            origin.file()
        };
        for (String hint : hints) {
            String dataset = hint == null ? null : named(hint);
            if (dataset != null) {
                return dataset;
            }
        }
        return null;
    }

    /** {@code registry.example/library/nginx:1.27@sha256:...} is {@code nginx}: {@code apache/kafka} is no Apache. */
    private static String imageName(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        name = name.substring(name.lastIndexOf('/') + 1);
        int tag = name.indexOf(':');
        return tag < 0 ? name : name.substring(0, tag);
    }

    private static @Nullable String named(String hint) {
        String text = hint.toLowerCase(Locale.ROOT);
        if (hasWord(text, "nginx") || hasWord(text, "openresty")) {
            return NGINX;
        }
        if (hasWord(text, "traefik")) {
            return TRAEFIK;
        }
        boolean apache = hasWord(text, "apache") || hasWord(text, "apache2") || hasWord(text, "httpd");
        return apache ? APACHE : null;
    }

    /** Between the text's ends and marks: {@code /var/log/apache2/access.log} and {@code ingress-nginx-7d9c} have one. */
    private static boolean hasWord(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }
}
